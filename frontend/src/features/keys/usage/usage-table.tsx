import { Icon } from '@/components/ui/icon'
import { formatCount } from '@/lib/format-count'
import { formatUsageDay, type Usage } from './usage-summary'

/** The chart's exact numbers, also for people who can't see it. Omits days without calls. */
export function UsageTable({ usage }: { usage: Usage }) {
  const days = usage.calls
    .map((calls, index) => ({
      day: formatUsageDay(usage, index),
      calls,
      refused: usage.refusals[index] ?? 0,
    }))
    .filter(({ calls, refused }) => calls + refused > 0)
    .reverse()
  return (
    <details className="group mt-2 text-small">
      <summary className="-ms-1 inline-flex list-none items-center gap-1 rounded-tag px-1 py-0.5 text-ink-2 hover:text-ink [&::-webkit-details-marker]:hidden">
        <Icon
          name="chevron"
          className="size-3 transition-transform duration-150 group-open:rotate-90 rtl:rotate-180 rtl:group-open:rotate-90"
        />
        Day by day
      </summary>
      <table className="mt-1 w-full border-collapse tabular">
        <caption className="sr-only">Days with calls, newest first</caption>
        <thead>
          <tr className="text-micro text-ink-3">
            <th scope="col" className="py-1 pe-3 text-start font-semibold">
              Day (UTC)
            </th>
            <th scope="col" className="px-3 py-1 text-end font-semibold">
              Calls
            </th>
            <th scope="col" className="py-1 ps-3 text-end font-semibold">
              Refused
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line border-t border-line text-ink-2">
          {days.map(({ day, calls, refused }) => (
            <tr key={day}>
              <th scope="row" className="py-1 pe-3 text-start font-normal">
                {day}
              </th>
              <td className="px-3 py-1 text-end">{formatCount(calls)}</td>
              <td className="py-1 ps-3 text-end">{formatCount(refused)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
