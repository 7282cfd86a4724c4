// The two ways to a new key. Either answer holds it in full, once; a replay of the request holds it no more.
import { api } from '@/api/client'
import { ApiError, NetworkError, unwrap } from '@/api/problem'
import type { Grace, Key, NewKey } from '@/api/types'

export interface IssuedKey {
  key: Key
  /** The full key. Null when this is the replay of an answer that never arrived. */
  secret: string | null
}

export async function createKey(values: NewKey, idempotencyKey: string): Promise<IssuedKey> {
  const header = { 'Idempotency-Key': idempotencyKey }
  return separateSecret(await unwrap(api.POST('/api/keys', { params: { header }, body: values })))
}

export async function replaceKey(id: string, grace: Grace, idempotencyKey: string): Promise<IssuedKey> {
  const params = { path: { id }, header: { 'Idempotency-Key': idempotencyKey } }
  return separateSecret(await unwrap(api.POST('/api/keys/{id}/replace', { params, body: { grace } })))
}

/** The key may exist although we heard nothing good: the same Idempotency-Key must be used again. */
export function mayHaveSucceeded(error: unknown): boolean {
  if (error instanceof NetworkError) return true
  return error instanceof ApiError && (error.status >= 500 || error.code === 'idempotency_in_progress')
}

/** Parted here, so that what goes on to the list and the cache has never held the secret. */
function separateSecret(issued: Key & { key?: string | null }): IssuedKey {
  const { key: secret = null, ...key } = issued
  return { key, secret }
}
