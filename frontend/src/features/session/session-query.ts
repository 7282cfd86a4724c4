import { queryOptions } from '@tanstack/react-query'
import { api } from '@/api/client'
import { answer } from '@/api/problem'
import type { Session } from '@/api/types'

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => answer(api.GET('/api/session', { signal })),
  staleTime: 60_000,
})

export const hintsQuery = queryOptions({
  queryKey: ['sign-in-hints'],
  queryFn: ({ signal }) => answer(api.GET('/api/sign-in-hints', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
})

export function signIn(email: string, password: string): Promise<Session> {
  return answer(api.POST('/api/session', { body: { email, password } }))
}

export async function signOut(): Promise<void> {
  await answer(api.DELETE('/api/session'))
}
