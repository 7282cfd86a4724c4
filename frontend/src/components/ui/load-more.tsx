import { useEffect, useRef, useState } from 'react'
import { Button } from './button'

interface LoadMoreProps {
  /** "keys", "events" */
  what: string
  shown: number
  hasMore: boolean
  busy: boolean
  disabled: boolean
  onLoadMore: () => void
}

/** Loads older items. After the last page the button disappears, and focus moves to the text in its place. */
export function LoadMore({ what, shown, hasMore, busy, disabled, onLoadMore }: LoadMoreProps) {
  const [requested, setRequested] = useState(false)
  const end = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (requested && !hasMore) end.current?.focus()
  }, [requested, hasMore])

  return (
    <div className="mt-4 text-center text-small">
      {hasMore ? (
        <Button
          size="small"
          busy={busy}
          disabled={disabled}
          onClick={() => {
            setRequested(true)
            onLoadMore()
          }}
        >
          {busy ? 'Loading…' : 'Load more'}
        </Button>
      ) : (
        requested && (
          <p ref={end} tabIndex={-1} className="text-ink-3">
            All {shown} {what} shown.
          </p>
        )
      )}
      <p role="status" className="sr-only">
        {requested && !busy && hasMore && `${shown} ${what} shown.`}
      </p>
    </div>
  )
}
