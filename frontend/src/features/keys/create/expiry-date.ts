import type { Expiry } from '@/api/types'
import { addDaysUtc, addMonthsUtc } from '@/lib/calendar'

/** When a key created at `now` would expire, as the server computes it. Null means never. */
export function expiryDate(expiry: Expiry, now: Date): Date | null {
  switch (expiry) {
    case 'never':
      return null
    case '30d':
      return addDaysUtc(now, 30)
    case '90d':
      return addDaysUtc(now, 90)
    case '6m':
      return addMonthsUtc(now, 6)
    case '1y':
      return addMonthsUtc(now, 12)
  }
}
