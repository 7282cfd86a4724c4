// What needs attention, as text. Color only repeats it.
import type { Key } from '@/api/types'
import type { Tone } from '@/components/ui/badge'
import { DAY_MS, HOUR_MS } from '@/lib/calendar'
import { formatRelative } from '@/lib/format-time'
import { locale } from '@/lib/locale'

export interface KeyBadge {
  text: string
  tone: Tone
}

const NEVER_USED_AFTER_DAYS = 7
const UNUSED_AFTER_DAYS = 30
const EXPIRES_SOON_DAYS = 14

export function usageBadge(key: Key, now: Date): KeyBadge | null {
  if (key.last_used_at === null) {
    const overdue = age(key.created_at, now) > NEVER_USED_AFTER_DAYS * DAY_MS
    return overdue ? { text: 'Never used', tone: 'warn' } : null
  }
  const unused = age(key.last_used_at, now) >= UNUSED_AFTER_DAYS * DAY_MS
  return unused ? { text: `Unused ${UNUSED_AFTER_DAYS} days`, tone: 'warn' } : null
}

export function expiryBadge(key: Key, now: Date): KeyBadge | null {
  if (key.expires_at === null) return null
  const replaced = key.replaced_at !== null
  const remaining = timeToExpiry(key, now)
  // The list may be older than the expiry. The server rejects the key anyway.
  if (remaining <= 0 || key.status === 'expired') {
    if (!replaced) return { text: 'Expired', tone: 'danger' }
    const stopped = `Replaced, stopped ${formatRelative(new Date(key.expires_at), now)}`
    // This is as planned, unless something still uses the old key.
    return { text: stopped, tone: key.attempts.count > 0 ? 'danger' : 'neutral' }
  }
  if (replaced) return { text: `Replaced, stops in ${timeLeft(remaining)}`, tone: 'warn' }
  if (remaining > EXPIRES_SOON_DAYS * DAY_MS) return null
  return { text: `Expires in ${timeLeft(remaining)}`, tone: 'warn' }
}

/** "3 days" if the key expires soon. Null if it expires later or has expired. */
export function expiresSoon(key: Key, now: Date): string | null {
  const remaining = timeToExpiry(key, now)
  return remaining > 0 && remaining <= EXPIRES_SOON_DAYS * DAY_MS ? timeLeft(remaining) : null
}

/** Used within a day: something probably depends on it. */
export function usedRecently(key: Key, now: Date): boolean {
  return key.last_used_at !== null && age(key.last_used_at, now) < DAY_MS
}

function timeToExpiry(key: Key, now: Date): number {
  return key.expires_at === null ? Number.POSITIVE_INFINITY : -age(key.expires_at, now)
}

function age(moment: string, now: Date): number {
  return now.getTime() - Date.parse(moment)
}

/** The page's clock can be slightly behind, so a period that has just started must not count as longer. */
const CLOCK_NOISE_MS = 60_000

function timeLeft(ms: number): string {
  if (ms < HOUR_MS) return 'less than an hour'
  const [unit, size] = ms < DAY_MS ? (['hour', HOUR_MS] as const) : (['day', DAY_MS] as const)
  // Rounded up: on the 14th day before, people count 14.
  const count = Math.ceil((ms - CLOCK_NOISE_MS) / size)
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count)
}
