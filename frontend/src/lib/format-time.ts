import { locale } from './locale'

const dateFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
const timeFormat = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
const dateTimeFormat = new Intl.DateTimeFormat(locale, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
})
const dateTimeUtcFormat = new Intl.DateTimeFormat(locale, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZone: 'UTC',
  timeZoneName: 'short',
})
const relativeFormat = new Intl.RelativeTimeFormat(locale, { numeric: 'always' })

/** 23 May 2027 */
export const formatDate = (date: Date): string => dateFormat.format(date)

/** 14:05 */
export const formatTime = (date: Date): string => timeFormat.format(date)

/** 23 May 2027, 14:05 CET */
export const formatDateTime = (date: Date): string => dateTimeFormat.format(date)

/** 23 May 2027, 13:05 UTC */
export const formatDateTimeUtc = (date: Date): string => dateTimeUtcFormat.format(date)

// Days up to two months: "45 days ago" is more useful than "1 month ago" when deciding about a key.
const UNITS: readonly [Intl.RelativeTimeFormatUnit, number, number][] = [
  ['year', 365.25 * 86_400, 2 * 365.25 * 86_400],
  ['month', 30.44 * 86_400, 61 * 86_400],
  ['day', 86_400, 86_400],
  ['hour', 3_600, 3_600],
  ['minute', 60, 60],
]

/** "just now", "3 hours ago", "in 7 months". The past is rounded down, so it never claims too much. */
export function formatRelative(date: Date, now: Date): string {
  const seconds = (date.getTime() - now.getTime()) / 1000
  const round = seconds < 0 ? Math.trunc : Math.round
  for (const [unit, size, from] of UNITS) {
    if (Math.abs(seconds) >= from) return relativeFormat.format(round(seconds / size), unit)
  }
  return 'just now'
}
