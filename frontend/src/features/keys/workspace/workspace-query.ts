import { infiniteQueryOptions } from '@tanstack/react-query'
import { api } from '@/api/client'
import { unwrap } from '@/api/problem'
import type { WorkspaceKey } from '@/api/types'
import type { Usage } from '../usage/usage-summary'

export const statuses = ['active', 'revoked', 'all'] as const
export type Status = (typeof statuses)[number]

export interface Filter {
  status: Status
  /** Part of a name, the key's or its owner's, or a prefix's beginning. */
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
    // While the next search is under way, the last one's answer stays on screen.
    placeholderData: (previous) => previous,
  })

/** Every list of the workspace's keys, however filtered. */
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
