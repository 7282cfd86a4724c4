import type { Expiry } from '@/api/types'

export const expiryLabels: Record<Expiry, string> = {
  never: 'Never',
  '30d': '30 days',
  '90d': '90 days',
  '6m': '6 months',
  '1y': '1 year',
}

export const expiries = ['never', '30d', '90d', '6m', '1y'] as const satisfies readonly Expiry[]
