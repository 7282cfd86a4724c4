import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ApiError } from '@/api/problem'
import { useCountdown } from '@/lib/use-countdown'
import { sessionQuery, signIn } from './session-query'

/**
 * Sign-in, for the page and for the form inside other forms. Not a TanStack mutation, because those keep
 * their variables, and a password must not be in a cache.
 */
export function useSignIn(onSignedIn: () => void) {
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const { secondsLeft, start } = useCountdown()
  const inFlight = useRef(false)

  async function submit(email: string, password: string): Promise<boolean> {
    if (inFlight.current || secondsLeft > 0) return false
    inFlight.current = true
    setBusy(true)
    setError(null)
    try {
      client.setQueryData(sessionQuery.queryKey, await signIn(email, password))
      onSignedIn()
      return true
    } catch (failure) {
      setError(failure as Error)
      if (failure instanceof ApiError && failure.status === 429) start(failure.retryAfterSeconds ?? 30)
      return false
    } finally {
      inFlight.current = false
      setBusy(false)
    }
  }

  return { submit, busy, error, secondsLeft }
}
