import { useContext, useEffect, useState } from 'react'
import type { Key } from '@/api/types'
import { Icon } from '@/components/ui/icon'
import { LoadError } from '@/components/ui/load-error'
import { useLazyModule } from '@/lib/use-lazy-module'
import { HighlightContext } from '../find/highlight'
import type { KeySearch } from './use-key-search'

interface RevokedKeysProps {
  keys: readonly Key[]
  search: KeySearch
  userId: string
}

const loadList = () => import('./revoked-list')

/** A record of revoked keys, collapsed by default. */
export function RevokedKeys({ keys, search, userId }: RevokedKeysProps) {
  const { code, failed, preload, load } = useLazyModule(loadList)
  const [open, setOpen] = useState(false)
  const highlighted = useContext(HighlightContext)
  const containsHighlighted = keys.some(({ id }) => id === highlighted?.id)
  useEffect(() => {
    if (highlighted === null || !containsHighlighted) return
    setOpen(true)
    load()
  }, [highlighted, containsHighlighted, load])
  if (keys.length === 0) return null
  return (
    <details
      className="group mt-6"
      open={open}
      onToggle={(event) => {
        setOpen(event.currentTarget.open)
        if (event.currentTarget.open) load()
      }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a summary is interactive, and this only fetches ahead. */}
      <summary
        onPointerEnter={preload}
        onFocus={preload}
        className="-ms-1.5 inline-flex list-none items-center gap-1 rounded-control py-1.5 ps-1.5 pe-2.5 text-ink-2 transition-colors hover:text-ink [&::-webkit-details-marker]:hidden"
      >
        <Icon
          name="chevron"
          className="size-3.5 transition-transform duration-150 group-open:rotate-90 rtl:rotate-180 rtl:group-open:rotate-90"
        />
        <h2 className="text-body font-bold">
          Revoked keys{' '}
          <span className="ms-0.5 inline-block font-medium text-ink-3 tabular">
            {search.query === '' ? keys.length : `${search.revoked.length} of ${keys.length} match`}
          </span>
        </h2>
      </summary>
      {open && failed && <LoadError what="revoked keys" />}
      {open && code && search.revoked.length > 0 && (
        <div className="mt-1.5 overflow-hidden rounded-card border border-line">
          <code.RevokedList keys={search.revoked} query={search.query} userId={userId} />
        </div>
      )}
    </details>
  )
}
