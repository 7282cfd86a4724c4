import { type PointerEvent, useState } from 'react'
import { formatCount, pluralize } from '@/lib/format-count'
import { UsageBars } from './usage-bars'
import { formatUsageDay, totals, type Usage, usageSummary } from './usage-summary'
import { UsageTable } from './usage-table'

/** Thirty days in detail: totals, a chart, and the same numbers as a table. */
export function UsageChart({ usage }: { usage: Usage }) {
  const [pointedAt, setPointedAt] = useState<number | null>(null)
  const days = usage.calls.length
  const sum = totals(usage)

  function pointAt({ currentTarget, clientX }: PointerEvent) {
    const { left, width } = currentTarget.getBoundingClientRect()
    const share = (clientX - left) / width
    // The chart is mirrored in right-to-left layouts.
    const forward = getComputedStyle(currentTarget).direction === 'rtl' ? 1 - share : share
    setPointedAt(Math.min(days - 1, Math.max(0, Math.floor(forward * days))))
  }

  return (
    <figure>
      <figcaption className="flex flex-wrap justify-between gap-x-4 text-small text-ink-2 tabular">
        <span>
          <strong className="font-semibold text-ink">{pluralize(sum.calls, 'call')}</strong>
          {sum.refusals > 0 && (
            <>
              {', '}
              <strong className="font-semibold text-danger">{formatCount(sum.refusals)} refused</strong>
            </>
          )}
        </span>
        {/* Only for the pointer. Keyboards and screen readers get the table. */}
        <span aria-hidden="true">{pointedAt !== null && dayInWords(usage, pointedAt)}</span>
      </figcaption>
      <div
        className="mt-2"
        onPointerMove={pointAt}
        onPointerDown={pointAt}
        onPointerLeave={() => setPointedAt(null)}
      >
        <UsageBars
          usage={usage}
          width={600}
          height={96}
          label={usageSummary(usage)}
          className="h-24 w-full"
        />
      </div>
      <p aria-hidden="true" className="mt-1 flex justify-between text-micro text-ink-3">
        <span>{formatUsageDay(usage, 0)}</span>
        <span>{formatUsageDay(usage, Math.floor(days / 2))}</span>
        <span>Today (UTC)</span>
      </p>
      <UsageTable usage={usage} />
    </figure>
  )
}

/** 21 Nov: 60 calls, 2 refused */
function dayInWords(usage: Usage, index: number): string {
  const refused = usage.refusals[index] ?? 0
  const calls = pluralize(usage.calls[index] ?? 0, 'call')
  return `${formatUsageDay(usage, index)}: ${calls}${refused > 0 ? `, ${formatCount(refused)} refused` : ''}`
}
