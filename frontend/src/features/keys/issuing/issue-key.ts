// The two requests that return a new key. The response contains the full key once. A replay doesn't.
import { api } from '@/api/client'
import { ApiError, NetworkError, unwrap } from '@/api/problem'
import type { Grace, Key, NewKey } from '@/api/types'

export interface IssuedKey {
  key: Key
  /** The full key. Null if this is a replay of a response that never arrived. */
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

/** The key may exist despite the error, so a retry must use the same Idempotency-Key. */
export function mayHaveSucceeded(error: unknown): boolean {
  if (error instanceof NetworkError) return true
  return error instanceof ApiError && (error.status >= 500 || error.code === 'idempotency_in_progress')
}

/** Split here, so that the list and the cache never hold the secret. */
function separateSecret(issued: Key & { key?: string | null }): IssuedKey {
  const { key: secret = null, ...key } = issued
  return { key, secret }
}
