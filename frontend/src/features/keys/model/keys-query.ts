import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { api } from '@/api/client'
import { unwrap } from '@/api/problem'
import type { Key } from '@/api/types'

/** Active, expired and revoked keys in one response. The page shows all of them, with counts. */
export const keysQuery = queryOptions({
  queryKey: ['keys', 'list'],
  queryFn: async ({ signal }) => {
    const { data } = await unwrap(api.GET('/api/keys', { params: { query: { status: 'all' } }, signal }))
    return data
  },
})

export function fetchKey(id: string, signal?: AbortSignal): Promise<Key> {
  return unwrap(api.GET('/api/keys/{id}', { params: { path: { id } }, ...(signal && { signal }) }))
}

/**
 * The current state of one key. The list may be minutes old, and decisions depend on the last use. Until the
 * response arrives, the list's row stands in (`placeholderData`).
 */
export const keyQuery = (id: string) =>
  queryOptions({
    queryKey: ['keys', 'one', id],
    queryFn: ({ signal }) => fetchKey(id, signal),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })

export function revokeKey(id: string): Promise<Key> {
  return unwrap(api.POST('/api/keys/{id}/revoke', { params: { path: { id } } }))
}

/** Puts the server's latest version of a key into the list, without waiting for a refetch. */
export function putKeyInList(client: QueryClient, key: Key): void {
  client.setQueryData(keysQuery.queryKey, (list) => {
    if (list === undefined) return undefined
    const known = list.some(({ id }) => id === key.id)
    return known ? list.map((other) => (other.id === key.id ? key : other)) : [key, ...list]
  })
}
