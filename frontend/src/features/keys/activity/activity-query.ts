import { infiniteQueryOptions } from '@tanstack/react-query'
import { api } from '@/api/client'
import { unwrap } from '@/api/problem'

/** Whose events: the user's own, or everyone's for admins. */
export type Scope = 'own' | 'workspace'

const paths = { own: '/api/audit', workspace: '/api/workspace/audit' } as const

export const activityQuery = (scope: Scope) =>
  infiniteQueryOptions({
    queryKey: ['keys', 'activity', scope],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET(paths[scope], { params: { query: pageParam === null ? {} : { cursor: pageParam } }, signal }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  })
