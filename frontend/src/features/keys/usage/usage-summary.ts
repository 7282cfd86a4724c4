// What 30 days of calls add up to, in numbers and in words.
import { addDaysUtc } from '@/lib/calendar'
import { formatCount, pluralize } from '@/lib/format-count'
import { locale } from '@/lib/locale'

/** Calls of each day (UTC) from `since` on, today last: answered, and refused. */
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

/** 21 Nov: the UTC day that the server counted, whatever the reader's zone. */
export function formatUsageDay(usage: Usage, index: number): string {
  return day.format(addDaysUtc(new Date(`${usage.since}T00:00:00Z`), index))
}

/** Over the last so many days, or all of them. */
export function totals({ calls, refusals }: Usage, days = calls.length): Totals {
  const sum = (counts: number[]) => counts.slice(-days).reduce((total, count) => total + count, 0)
  return { calls: sum(calls), refusals: sum(refusals) }
}

/** "412 calls in 30 days, 3 refused; busiest 21 Nov with 60" */
export function usageSummary(usage: Usage): string {
  const { calls, refusals } = totals(usage)
  const most = Math.max(...usage.calls)
  const refused = refusals > 0 ? `, ${formatCount(refusals)} refused` : ''
  // Of the busiest days the latest: it says most about the key as it is used now.
  const busiest =
    most > 0
      ? `; busiest ${formatUsageDay(usage, usage.calls.lastIndexOf(most))} with ${formatCount(most)}`
      : ''
  return `${calls > 0 ? pluralize(calls, 'call') : 'No calls'} in ${usage.calls.length} days${refused}${busiest}`
}
