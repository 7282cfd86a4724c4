import type { Key } from '@/api/types'

/** A key can be replaced once, while it's active. */
export function isReplaceable(key: Key): boolean {
  return key.status === 'active' && key.replaced_at === null
}
