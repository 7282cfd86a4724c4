import { queryOptions } from '@tanstack/react-query'
import { api } from '@/api/client'
import { unwrap } from '@/api/problem'
import type { Session } from '@/api/types'

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/session', { signal })),
  staleTime: 60_000,
})

export const hintsQuery = queryOptions({
  queryKey: ['sign-in-hints'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/sign-in-hints', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
})

export function signIn(email: string, password: string): Promise<Session> {
  return unwrap(api.POST('/api/session', { body: { email, password } }))
}

export async function signOut(): Promise<void> {
  await unwrap(api.DELETE('/api/session'))
}
