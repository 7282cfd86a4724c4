import type { Key } from '@/api/types'

/** A key gives way to one replacement, while it lives. */
export function isReplaceable(key: Key): boolean {
  return key.status === 'active' && key.replaced_at === null
}
