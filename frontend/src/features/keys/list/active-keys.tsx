import { type ReactNode, type RefObject, useMemo } from 'react'
import type { Key } from '@/api/types'
import { Button } from '@/components/ui/button'
import { setQueryParam, useQueryParam } from '@/lib/location'
import { useMediaQuery } from '@/lib/use-media-query'
import type { RevokeControls } from '../revoke/revoke-button'
import { useSparkline } from '../usage/use-sparkline'
import { EmptyState } from './empty-state'
import { KeyCards } from './key-cards'
import { KeyTable } from './key-table'
import { ListToolbar } from './list-toolbar'
import { formatSort, nextSort, parseSort, sortKeys, TOOLBAR_MIN_KEYS } from './search-and-sort'
import type { KeySearch } from './use-key-search'
import { usePaging } from './use-paging'

interface ActiveKeysProps {
  keys: readonly Key[]
  search: KeySearch
  revokedCount: number
  revoke: RevokeControls
  createButton: ReactNode
  findButton: ReactNode
  /** Takes focus when a key leaves the list. */
  headingRef: RefObject<HTMLHeadingElement | null>
}

export function ActiveKeys(props: ActiveKeysProps) {
  const { keys, search, revokedCount, revoke, createButton, findButton, headingRef } = props
  const wide = useMediaQuery('(min-width: 640px)')
  const sparkline = useSparkline(keys)
  const sort = parseSort(useQueryParam('sort'))
  const sortable = keys.length >= TOOLBAR_MIN_KEYS
  const { column, descending } = sort
  const visible = useMemo(
    () => (sortable ? sortKeys(search.active, { column, descending }) : search.active),
    [search.active, sortable, column, descending],
  )
  const { page, more } = usePaging(visible, search.query)

  return (
    <section aria-labelledby="active-keys">
      <div className="flex min-h-8.5 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 id="active-keys" ref={headingRef} tabIndex={-1} className="text-body font-bold">
          Active keys
          {keys.length > 0 && (
            <span className="ms-1.5 inline-block font-medium text-ink-3 tabular">{keys.length}</span>
          )}
        </h2>
        {keys.length + revokedCount > 0 && <div className="ms-auto -me-2.5 sm:me-0">{findButton}</div>}
        {search.available && (
          <ListToolbar
            query={search.query}
            onQuery={(text) => setQueryParam('q', text)}
            sort={
              wide || !sortable
                ? null
                : { current: sort, onChange: (next) => setQueryParam('sort', formatSort(next)) }
            }
          />
        )}
      </div>
      <p role="status" className="sr-only">
        {search.query !== '' && `${visible.length} of ${keys.length} keys match`}
        {search.query !== '' &&
          revokedCount > 0 &&
          `, ${search.revoked.length} of ${revokedCount} revoked keys`}
      </p>
      <div className="mt-2 overflow-hidden rounded-card border border-line bg-surface shadow-raise">
        {keys.length === 0 ? (
          <EmptyState createButton={createButton} />
        ) : visible.length === 0 ? (
          <div className="px-4 py-10 text-center text-small">
            <p className="font-semibold [overflow-wrap:anywhere]">No active keys match “{search.query}”</p>
            <p className="mt-0.5 text-ink-3">
              Search covers names and prefixes.{' '}
              {search.revoked.length > 0 && `Matching revoked keys below: ${search.revoked.length}.`}
              {search.revoked.length === 0 && revokedCount > 0 && 'No revoked keys match either.'}
            </p>
            <Button size="small" className="mt-3" onClick={() => setQueryParam('q', '')}>
              Clear search
            </Button>
          </div>
        ) : wide ? (
          <KeyTable
            keys={page}
            revoke={revoke}
            sparkline={sparkline}
            sort={
              sortable
                ? {
                    current: sort,
                    onSort: (column) => setQueryParam('sort', formatSort(nextSort(sort, column))),
                  }
                : null
            }
          />
        ) : (
          <KeyCards keys={page} revoke={revoke} sparkline={sparkline} />
        )}
        {more}
      </div>
    </section>
  )
}
