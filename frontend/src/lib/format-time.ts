import { locale } from './locale'

const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
const moment = new Intl.DateTimeFormat(locale, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
})
const momentUtc = new Intl.DateTimeFormat(locale, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZone: 'UTC',
  timeZoneName: 'short',
})
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'always' })

/** 23 May 2027 */
export const formatDay = (date: Date): string => day.format(date)

/** 14:05 */
export const formatClock = (date: Date): string => clock.format(date)

/** 23 May 2027, 14:05 CET */
export const formatMoment = (date: Date): string => moment.format(date)

/** 23 May 2027, 13:05 UTC */
export const formatMomentUtc = (date: Date): string => momentUtc.format(date)

// Days up to two months: "45 days ago" tells more than "1 month ago" when deciding about a key.
const UNITS: readonly [Intl.RelativeTimeFormatUnit, number, number][] = [
  ['year', 365.25 * 86_400, 2 * 365.25 * 86_400],
  ['month', 30.44 * 86_400, 61 * 86_400],
  ['day', 86_400, 86_400],
  ['hour', 3_600, 3_600],
  ['minute', 60, 60],
]

/** "just now", "3 hours ago", "in 7 months". The past is rounded down, so it never claims more than passed. */
export function formatRelative(date: Date, now: Date): string {
  const seconds = (date.getTime() - now.getTime()) / 1000
  const whole = seconds < 0 ? Math.trunc : Math.round
  for (const [unit, size, from] of UNITS) {
    if (Math.abs(seconds) >= from) return relative.format(whole(seconds / size), unit)
  }
  return 'just now'
}
