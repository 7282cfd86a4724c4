import type { Grace } from '@/api/types'
import { DAY_MS, HOUR_MS } from '@/lib/calendar'

export const graces = ['0', '1h', '24h', '7d'] as const satisfies readonly Grace[]

export const graceLabels: Record<Grace, string> = {
  '0': 'Stop now',
  '1h': '1 hour',
  '24h': '24 hours',
  '7d': '7 days',
}

const durations: Record<Grace, number> = { '0': 0, '1h': HOUR_MS, '24h': DAY_MS, '7d': 7 * DAY_MS }

export interface GraceEnd {
  date: Date
  /** The old key expires before the grace period ends. */
  expiresFirst: boolean
}

/**
 * When a key replaced at `now` would stop, as the server computes it: never after its own expiry. Null means
 * immediately.
 */
export function graceEnd(grace: Grace, now: Date, expiresAt: string | null): GraceEnd | null {
  if (grace === '0') return null
  const end = now.getTime() + durations[grace]
  const expiry = expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(expiresAt)
  return { date: new Date(Math.min(end, expiry)), expiresFirst: expiry < end }
}
