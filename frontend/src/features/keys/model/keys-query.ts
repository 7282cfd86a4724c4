import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { api } from '@/api/client'
import { unwrap } from '@/api/problem'
import type { Key } from '@/api/types'

/** Active, expired and revoked in one answer: the page shows all of them, with counts. */
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
 * One key as it is now: the list may be minutes old, and decisions rest on the last use. The list's row stands in
 * (`placeholderData`) until the answer is there.
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

/** Puts what the server just said about one key into the list, so that it does not wait for a refetch. */
export function putKeyInList(client: QueryClient, key: Key): void {
  client.setQueryData(keysQuery.queryKey, (list) => {
    if (list === undefined) return undefined
    const known = list.some(({ id }) => id === key.id)
    return known ? list.map((other) => (other.id === key.id ? key : other)) : [key, ...list]
  })
}
