import { api } from '@/api/client'
import { answer, Refused, Unreachable } from '@/api/problem'
import type { Key, NewKey } from '@/api/types'

export interface CreatedKey {
  key: Key
  /** The full key. Null when this is the replay of an answer that never arrived. */
  secret: string | null
}

export async function createKey(values: NewKey, idempotencyKey: string): Promise<CreatedKey> {
  const created = await answer(
    api.POST('/api/keys', { params: { header: { 'Idempotency-Key': idempotencyKey } }, body: values }),
  )
  // Parted here, so that what goes on to the list and the cache has never held the secret.
  const { key: secret = null, ...key } = created as Key & { key?: string | null }
  return { key, secret }
}

/** The key may exist although we heard nothing good: the same Idempotency-Key must be used again. */
export function mayHaveHappened(error: unknown): boolean {
  if (error instanceof Unreachable) return true
  return error instanceof Refused && (error.status >= 500 || error.code === 'idempotency_in_progress')
}
