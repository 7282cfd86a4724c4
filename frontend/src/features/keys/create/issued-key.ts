import { Refused, Unreachable } from '@/api/problem'
import type { Key } from '@/api/types'

export interface IssuedKey {
  key: Key
  /** The full key. Null when this is the replay of an answer that never arrived. */
  secret: string | null
}

/** Parted here, so that what goes on to the list and the cache has never held the secret. */
export function parted(issued: Key & { key?: string | null }): IssuedKey {
  const { key: secret = null, ...key } = issued
  return { key, secret }
}

/** The key may exist although we heard nothing good: the same Idempotency-Key must be used again. */
export function mayHaveHappened(error: unknown): boolean {
  if (error instanceof Unreachable) return true
  return error instanceof Refused && (error.status >= 500 || error.code === 'idempotency_in_progress')
}
