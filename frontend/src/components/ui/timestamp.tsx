import { useId, useLayoutEffect, useRef, useState } from 'react'
import { formatDateTime, formatDateTimeUtc, formatRelative } from '@/lib/format-time'
import { useNow } from '@/lib/use-now'

/**
 * A time relative to now. Hover, focus or tap shows the exact time, local and UTC. It's a button, because
 * buttons take focus by keyboard and touch.
 */
export function Timestamp({ value, prefix = '' }: { value: string; prefix?: string }) {
  const now = useNow()
  const id = useId()
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const tooltip = useRef<HTMLSpanElement>(null)
  const date = new Date(value)

  // Fixed to the viewport, so no scrolling or clipping ancestor cuts it off.
  useLayoutEffect(() => {
    if (!open) return
    const position = () => {
      if (!anchor.current || !tooltip.current) return
      const from = anchor.current.getBoundingClientRect()
      const { width, height } = tooltip.current.getBoundingClientRect()
      const left = Math.min(Math.max(8, from.left), document.documentElement.clientWidth - width - 8)
      const above = from.top - height - 6
      tooltip.current.style.left = `${left}px`
      tooltip.current.style.top = `${above < 8 ? from.bottom + 6 : above}px`
    }
    position()
    // Follow the anchor on scroll. Scroll events don't bubble, hence the capture.
    window.addEventListener('scroll', position, { capture: true, passive: true })
    window.addEventListener('resize', position)
    return () => {
      window.removeEventListener('scroll', position, { capture: true })
      window.removeEventListener('resize', position)
    }
  }, [open])

  return (
    // WCAG 1.4.13: the pointer can move onto the tooltip, and Esc dismisses it.
    <span
      className="inline-block"
      onPointerEnter={(event) => event.pointerType === 'mouse' && setOpen(true)}
      onPointerLeave={() => document.activeElement !== anchor.current && setOpen(false)}
    >
      <button
        ref={anchor}
        type="button"
        className="cursor-help rounded-tag text-start text-inherit decoration-line-control decoration-dotted underline-offset-3 hover:underline"
        aria-describedby={open ? id : undefined}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onClick={() => setOpen(true)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !open) return
          event.stopPropagation()
          setOpen(false)
        }}
      >
        <time dateTime={value} dir="auto">
          {prefix + formatRelative(date, now)}
        </time>
      </button>
      {open && (
        <span
          ref={tooltip}
          id={id}
          role="tooltip"
          className="fixed top-0 left-0 z-50 block w-max max-w-[calc(100vw-1rem)] rounded-control bg-raised px-2.5 py-1.5 text-micro font-medium whitespace-nowrap text-ink shadow-float"
        >
          {formatDateTime(date)}
          <span className="block text-ink-3">{formatDateTimeUtc(date)}</span>
        </span>
      )}
    </span>
  )
}
