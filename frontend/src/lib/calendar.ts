/**
 * `timestamptz + interval 'n months'` as PostgreSQL computes it in UTC: the same day of a later month, or
 * that month's last day if it's shorter (31 Aug + 6 months is 28 or 29 Feb).
 */
export function addMonthsUtc(start: Date, months: number): Date {
  const month = start.getUTCMonth() + months
  const lastDay = new Date(Date.UTC(start.getUTCFullYear(), month + 1, 0)).getUTCDate()
  const result = new Date(start)
  result.setUTCFullYear(start.getUTCFullYear(), month, Math.min(start.getUTCDate(), lastDay))
  return result
}

/** Days are 24 hours in UTC. */
export function addDaysUtc(start: Date, days: number): Date {
  return new Date(start.getTime() + days * DAY_MS)
}

export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS
