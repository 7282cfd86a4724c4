// What deserves a second look, in words. The colour only repeats it.
import type { Key } from '@/api/types'
import type { Tone } from '@/components/ui/badge'
import { DAY_MS, HOUR_MS } from '@/lib/calendar'
import { locale } from '@/lib/locale'

export interface Finding {
  text: string
  tone: Tone
}

const NEVER_USED_AFTER_DAYS = 7
const UNUSED_AFTER_DAYS = 30
const EXPIRES_SOON_DAYS = 14

export function usageFinding(key: Key, now: Date): Finding | null {
  if (key.last_used_at === null) {
    const old = age(key.created_at, now) > NEVER_USED_AFTER_DAYS * DAY_MS
    return old ? { text: 'Never used', tone: 'warn' } : null
  }
  const unused = age(key.last_used_at, now) >= UNUSED_AFTER_DAYS * DAY_MS
  return unused ? { text: `Unused ${UNUSED_AFTER_DAYS} days`, tone: 'warn' } : null
}

export function expiryFinding(key: Key, now: Date): Finding | null {
  if (key.expires_at === null) return null
  const left = -age(key.expires_at, now)
  // The list may have been read before the moment came; the server refuses the key all the same.
  if (left <= 0 || key.status === 'expired') return { text: 'Expired', tone: 'danger' }
  if (left > EXPIRES_SOON_DAYS * DAY_MS) return null
  return { text: `Expires in ${timeLeft(left)}`, tone: 'warn' }
}

/** Used within a day: something out there most likely depends on it. */
export function usedRecently(key: Key, now: Date): boolean {
  return key.last_used_at !== null && age(key.last_used_at, now) < DAY_MS
}

function age(moment: string, now: Date): number {
  return now.getTime() - Date.parse(moment)
}

function timeLeft(ms: number): string {
  if (ms < HOUR_MS) return 'less than an hour'
  const [unit, size] = ms < DAY_MS ? (['hour', HOUR_MS] as const) : (['day', DAY_MS] as const)
  // Rounded up: on the 14th day before, people count 14.
  const count = Math.ceil(ms / size)
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count)
}
