import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Refused } from '@/api/problem'
import type { Key } from '@/api/types'
import { useCountdown } from '@/lib/use-countdown'
import { useKeyAccess } from './key-access'

/** Revoking is never shown before the server has confirmed it: the row must not claim what may be false. */
export function useRevoke(onRevoked: (key: Key) => void) {
  const client = useQueryClient()
  const access = useKeyAccess()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const underWay = useRef(false)
  const { secondsLeft, start } = useCountdown()

  async function revoke(key: Key): Promise<void> {
    // State is too late for the second click of a double click; a ref is not.
    if (underWay.current || secondsLeft > 0) return
    underWay.current = true
    setBusy(true)
    setError(null)
    try {
      const revoked = await access.revoke(key.id)
      await access.settle(client, revoked)
      onRevoked(revoked)
      // The ref stays set: nothing is left to revoke here.
    } catch (failure) {
      underWay.current = false
      setError(failure as Error)
      if (failure instanceof Refused && failure.status === 429) start(failure.retryAfterSeconds ?? 30)
    } finally {
      setBusy(false)
    }
  }

  return { revoke, busy, error, secondsLeft, dismissError: () => setError(null) }
}
