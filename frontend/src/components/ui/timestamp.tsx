import { useId, useLayoutEffect, useRef, useState } from 'react'
import { formatMoment, formatMomentUtc, formatRelative } from '@/lib/format-time'
import { useNow } from '@/lib/use-now'

/**
 * A moment relative to now; hover, focus or tap tells the exact time, local and UTC.
 * A button, because that is what receives focus by keyboard and by touch.
 */
export function Timestamp({ value, prefix = '' }: { value: string; prefix?: string }) {
  const now = useNow()
  const id = useId()
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const bubble = useRef<HTMLSpanElement>(null)
  const date = new Date(value)

  // Fixed to the viewport, so that no scrolling or clipping ancestor cuts it off.
  useLayoutEffect(() => {
    if (!open) return
    const place = () => {
      if (!anchor.current || !bubble.current) return
      const from = anchor.current.getBoundingClientRect()
      const { width, height } = bubble.current.getBoundingClientRect()
      const left = Math.min(Math.max(8, from.left), document.documentElement.clientWidth - width - 8)
      const above = from.top - height - 6
      bubble.current.style.left = `${left}px`
      bubble.current.style.top = `${above < 8 ? from.bottom + 6 : above}px`
    }
    place()
    // Whoever scrolls with the focus on it takes it along; scrolling does not bubble, hence the capture.
    window.addEventListener('scroll', place, { capture: true, passive: true })
    window.addEventListener('resize', place)
    return () => {
      window.removeEventListener('scroll', place, { capture: true })
      window.removeEventListener('resize', place)
    }
  }, [open])

  return (
    // WCAG 1.4.13: the pointer may move onto the bubble, and Esc puts it away.
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
          ref={bubble}
          id={id}
          role="tooltip"
          className="fixed top-0 left-0 z-50 block w-max max-w-[calc(100vw-1rem)] rounded-control bg-raised px-2.5 py-1.5 text-micro font-medium whitespace-nowrap text-ink shadow-float"
        >
          {formatMoment(date)}
          <span className="block text-ink-3">{formatMomentUtc(date)}</span>
        </span>
      )}
    </span>
  )
}
