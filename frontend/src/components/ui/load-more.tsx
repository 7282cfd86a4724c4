import { useEffect, useRef, useState } from 'react'
import { Button } from './button'

interface LoadMoreProps {
  /** "keys", "events" */
  what: string
  shown: number
  hasMore: boolean
  busy: boolean
  disabled: boolean
  onMore: () => void
}

/** The way to older items. After the last of them the button is gone, and the focus goes to the words in its place. */
export function LoadMore({ what, shown, hasMore, busy, disabled, onMore }: LoadMoreProps) {
  const [asked, setAsked] = useState(false)
  const end = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (asked && !hasMore) end.current?.focus()
  }, [asked, hasMore])

  return (
    <div className="mt-4 text-center text-small">
      {hasMore ? (
        <Button
          size="small"
          busy={busy}
          disabled={disabled}
          onClick={() => {
            setAsked(true)
            onMore()
          }}
        >
          {busy ? 'Loading…' : 'Load more'}
        </Button>
      ) : (
        asked && (
          <p ref={end} tabIndex={-1} className="text-ink-3">
            These are all {shown} {what}.
          </p>
        )
      )}
      <p role="status" className="sr-only">
        {asked && !busy && hasMore && `${shown} ${what} are shown.`}
      </p>
    </div>
  )
}
