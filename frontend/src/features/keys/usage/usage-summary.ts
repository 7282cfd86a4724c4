// Totals and text for 30 days of calls.
import { addDaysUtc } from '@/lib/calendar'
import { formatCount, pluralize } from '@/lib/format-count'
import { locale } from '@/lib/locale'

/** Calls per UTC day, starting at `since` and ending today: answered and refused. */
export interface Usage {
  since: string
  calls: number[]
  refusals: number[]
}

export interface Totals {
  calls: number
  refusals: number
}

const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' })

/** 21 Nov: the UTC day the server counted, whatever the reader's time zone. */
export function formatUsageDay(usage: Usage, index: number): string {
  return day.format(addDaysUtc(new Date(`${usage.since}T00:00:00Z`), index))
}

/** Totals for the last `days` days, or for all of them. */
export function totals({ calls, refusals }: Usage, days = calls.length): Totals {
  const sum = (counts: number[]) => counts.slice(-days).reduce((total, count) => total + count, 0)
  return { calls: sum(calls), refusals: sum(refusals) }
}

/** "412 calls in 30 days, 3 refused; busiest 21 Nov with 60" */
export function usageSummary(usage: Usage): string {
  const { calls, refusals } = totals(usage)
  const most = Math.max(...usage.calls)
  const refused = refusals > 0 ? `, ${formatCount(refusals)} refused` : ''
  // The latest of the busiest days, because it says most about current use.
  const busiest =
    most > 0
      ? `; busiest ${formatUsageDay(usage, usage.calls.lastIndexOf(most))} with ${formatCount(most)}`
      : ''
  return `${calls > 0 ? pluralize(calls, 'call') : 'No calls'} in ${usage.calls.length} days${refused}${busiest}`
}
