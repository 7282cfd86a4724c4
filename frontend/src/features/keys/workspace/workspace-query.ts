import { infiniteQueryOptions } from '@tanstack/react-query'
import { api } from '@/api/client'
import { unwrap } from '@/api/problem'
import type { WorkspaceKey } from '@/api/types'
import type { Usage } from '../usage/usage-summary'

export const statuses = ['active', 'revoked', 'all'] as const
export type Status = (typeof statuses)[number]

export interface Filter {
  status: Status
  /** Part of a key's or owner's name, or the start of a prefix. */
  q: string
}

const QUERY_KEY = ['keys', 'workspace'] as const

export const workspaceKeysQuery = ({ status, q }: Filter) =>
  infiniteQueryOptions({
    queryKey: [...QUERY_KEY, status, q],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/workspace/keys', {
          params: { query: { status, ...(q && { q }), ...(pageParam !== null && { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
    // Keep the last results on screen while the next search loads.
    placeholderData: (previous) => previous,
  })

/** Every workspace list, for any filter. */
export const allWorkspaceKeys = { queryKey: QUERY_KEY }

export function fetchWorkspaceKey(id: string, signal: AbortSignal): Promise<WorkspaceKey> {
  return unwrap(api.GET('/api/workspace/keys/{id}', { params: { path: { id } }, signal }))
}

export function fetchWorkspaceUsage(id: string, signal: AbortSignal): Promise<Usage> {
  return unwrap(api.GET('/api/workspace/keys/{id}/usage', { params: { path: { id } }, signal }))
}

export function revokeWorkspaceKey(id: string): Promise<WorkspaceKey> {
  return unwrap(api.POST('/api/workspace/keys/{id}/revoke', { params: { path: { id } } }))
}
