import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ApiError } from '@/api/problem'
import type { Key } from '@/api/types'
import { useCountdown } from '@/lib/use-countdown'
import { useKeyOperations } from './key-operations'

/** Shows a key as revoked only after the server confirms it. The row must not claim what may be false. */
export function useRevoke(onRevoked: (key: Key) => void) {
  const client = useQueryClient()
  const operations = useKeyOperations()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const inFlight = useRef(false)
  const { secondsLeft, start } = useCountdown()

  async function revoke(key: Key): Promise<void> {
    // State updates too late for the second click of a double click. A ref doesn't.
    if (inFlight.current || secondsLeft > 0) return
    inFlight.current = true
    setBusy(true)
    setError(null)
    try {
      const revoked = await operations.revoke(key.id)
      await operations.updateLists(client, revoked)
      onRevoked(revoked)
      // The ref stays set: there is nothing left to revoke.
    } catch (failure) {
      inFlight.current = false
      setError(failure as Error)
      if (failure instanceof ApiError && failure.status === 429) start(failure.retryAfterSeconds ?? 30)
    } finally {
      setBusy(false)
    }
  }

  return { revoke, busy, error, secondsLeft, dismissError: () => setError(null) }
}
