import { queryOptions } from '@tanstack/react-query'
import { api } from '@/api/client'
import { unwrap } from '@/api/problem'
import type { Usage } from './usage-summary'

const FRESH_MS = 60_000

/** All keys with calls in the last 30 days, in one request. */
export const allUsageQuery = queryOptions({
  queryKey: ['keys', 'usage'],
  queryFn: async ({ signal }): Promise<ReadonlyMap<string, Usage>> => {
    const { since, data } = await unwrap(api.GET('/api/keys/usage', { signal }))
    return new Map(data.map(({ id, ...days }) => [id, { since, ...days }]))
  },
  staleTime: FRESH_MS,
})

/** One key, always fetched fresh, because decisions depend on it. */
export const usageQuery = (id: string) =>
  queryOptions({
    queryKey: ['keys', 'usage', id],
    queryFn: ({ signal }): Promise<Usage> =>
      unwrap(api.GET('/api/keys/{id}/usage', { params: { path: { id } }, signal })),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
