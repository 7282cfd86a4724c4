import type { ReactNode, RefObject } from 'react'
import type { Key } from '@/api/types'
import { Button } from '@/components/ui/button'
import { setQueryParam, useQueryParam } from '@/lib/location'
import { useMediaQuery } from '@/lib/use-media-query'
import { useSparkline } from '../usage/use-sparkline'
import { formatSort, nextSort, parseSort, search, sortKeys, TOOLBAR_FROM } from './arrange'
import { EmptyList } from './empty-list'
import { KeyCards } from './key-cards'
import { KeyTable } from './key-table'
import { ListToolbar } from './list-toolbar'
import type { RevokeControls } from './revoke-button'

interface ActiveKeysProps {
  keys: readonly Key[]
  revoke: RevokeControls
  createButton: ReactNode
  /** Takes the focus when a key has left the list. */
  headingRef: RefObject<HTMLHeadingElement | null>
}

export function ActiveKeys({ keys, revoke, createButton, headingRef }: ActiveKeysProps) {
  const wide = useMediaQuery('(min-width: 640px)')
  const sparkline = useSparkline(keys)
  const query = useQueryParam('q')
  const sort = parseSort(useQueryParam('sort'))

  const withToolbar = keys.length >= TOOLBAR_FROM
  // A short list is neither filtered nor sorted: nothing may be hidden without a visible control for it.
  const shown = withToolbar ? sortKeys(search(keys, query), sort) : keys

  return (
    <section aria-labelledby="active-keys">
      <div className="flex min-h-8.5 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 id="active-keys" ref={headingRef} tabIndex={-1} className="text-body font-bold">
          Active keys
          {keys.length > 0 && (
            <span className="ms-1.5 inline-block font-medium text-ink-3 tabular">{keys.length}</span>
          )}
        </h2>
        {withToolbar && (
          <ListToolbar
            query={query}
            onQuery={(text) => setQueryParam('q', text)}
            sort={
              wide ? null : { current: sort, onChange: (next) => setQueryParam('sort', formatSort(next)) }
            }
          />
        )}
      </div>
      <p role="status" className="sr-only">
        {withToolbar && query !== '' && `${shown.length} of ${keys.length} keys match`}
      </p>
      <div className="mt-2 overflow-hidden rounded-card border border-line bg-surface shadow-raise">
        {keys.length === 0 ? (
          <EmptyList createButton={createButton} />
        ) : shown.length === 0 ? (
          <div className="px-4 py-10 text-center text-small">
            <p className="font-semibold">No key matches “{query}”</p>
            <p className="mt-0.5 text-ink-3">Names and prefixes are searched, revoked keys are not.</p>
            <Button size="small" className="mt-3" onClick={() => setQueryParam('q', '')}>
              Clear search
            </Button>
          </div>
        ) : wide ? (
          <KeyTable
            keys={shown}
            revoke={revoke}
            sparkline={sparkline}
            sort={
              withToolbar
                ? {
                    current: sort,
                    onSort: (column) => setQueryParam('sort', formatSort(nextSort(sort, column))),
                  }
                : null
            }
          />
        ) : (
          <KeyCards keys={shown} revoke={revoke} sparkline={sparkline} />
        )}
      </div>
    </section>
  )
}
