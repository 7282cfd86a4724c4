import { useContext, useEffect, useRef, useState } from 'react'
import type { Key } from '@/api/types'
import { Button } from '@/components/ui/button'
import { formatCount } from '@/lib/format-count'
import { nameButtonId } from '../details/details-url'
import { HighlightContext } from '../find/highlight'

/** More rows than anyone reads at once only slow down typing and scrolling. */
const PAGE = 50

/** Shows the first keys of a list, and more on request. A new `query` starts over. */
export function usePaging(keys: readonly Key[], query: string) {
  const [minimum, setMinimum] = useState(PAGE)
  const [pagedFor, setPagedFor] = useState(query)
  if (pagedFor !== query) {
    setPagedFor(query)
    setMinimum(PAGE)
  }
  const highlighted = useContext(HighlightContext)
  const index = keys.findIndex(({ id }) => id === highlighted?.id)
  // A highlighted key is shown however far down it is.
  const limit = Math.max(minimum, Math.ceil((index + 1) / PAGE) * PAGE)
  const firstNewId = useRef<string | null>(null)

  // The button moves down with every click, so move focus to the first new row.
  useEffect(() => {
    if (firstNewId.current) document.getElementById(nameButtonId(firstNewId.current))?.focus()
    firstNewId.current = null
  })

  function showMore() {
    firstNewId.current = keys[limit]?.id ?? null
    setMinimum(limit + PAGE)
  }

  const hidden = Math.max(0, keys.length - limit)
  return {
    page: hidden > 0 ? keys.slice(0, limit) : keys,
    more: hidden > 0 && (
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line px-4 py-2.5 text-small text-ink-3">
        <p className="tabular">
          {formatCount(limit)} of {formatCount(keys.length)} shown
        </p>
        <Button size="small" onClick={showMore}>
          Show {formatCount(Math.min(hidden, PAGE))} more
        </Button>
      </div>
    ),
  }
}
