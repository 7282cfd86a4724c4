import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ApiError } from '@/api/problem'
import type { Key } from '@/api/types'
import { randomId } from '@/lib/random-id'
import { useCountdown } from '@/lib/use-countdown'
import { keysQuery, putKeyInList } from '../model/keys-query'
import { type IssuedKey, mayHaveSucceeded, replaceKey } from './issue-key'

export type Stage =
  | { at: 'form' }
  /** The only place that holds a full key. It's gone when the dialog closes. */
  | { at: 'reveal'; key: Key; secret: string }
  /** The key exists, but the response with the full key was lost. */
  | { at: 'lost'; key: Key }

export type Issuing = ReturnType<typeof useIssuing>

/**
 * Sends a request for a new key and handles what can go wrong. Not a TanStack mutation, because those keep
 * the response in a cache, and this response is a secret.
 */
export function useIssuing() {
  const client = useQueryClient()
  const [stage, setStage] = useState<Stage>({ at: 'form' })
  const [error, setError] = useState<Error | null>(null)
  const [busy, setBusy] = useState(false)
  const { secondsLeft, start } = useCountdown()
  const inFlight = useRef(false)
  // The current stage. State updates too late for the second click of a double click. A ref doesn't.
  const stageRef = useRef<Stage['at']>('form')
  const attempt = useRef<{ payload: string; idempotencyKey: string } | null>(null)

  function moveTo(next: Stage): void {
    stageRef.current = next.at
    setStage(next)
  }

  /** `payload` identifies the request: the same payload after a lost response is the same request. */
  async function issue(
    payload: unknown[],
    send: (idempotencyKey: string) => Promise<IssuedKey>,
  ): Promise<void> {
    const text = JSON.stringify(payload)
    if (attempt.current?.payload !== text) attempt.current = { payload: text, idempotencyKey: randomId() }
    try {
      const { key, secret } = await send(attempt.current.idempotencyKey)
      attempt.current = null
      putKeyInList(client, key)
      moveTo(secret === null ? { at: 'lost', key } : { at: 'reveal', key, secret })
    } catch (failure) {
      if (!mayHaveSucceeded(failure)) attempt.current = null
      throw failure
    }
  }

  /** Runs an action of this stage. A second click, before or after the response, does nothing. */
  async function runOnce(at: Stage['at'], work: () => Promise<void>): Promise<void> {
    if (inFlight.current || stageRef.current !== at || secondsLeft > 0) return
    inFlight.current = true
    setBusy(true)
    setError(null)
    try {
      await work()
    } catch (failure) {
      setError(failure as Error)
      if (failure instanceof ApiError && failure.status === 429) start(failure.retryAfterSeconds ?? 30)
    } finally {
      inFlight.current = false
      setBusy(false)
    }
  }

  /** The list may have changed in ways this dialog doesn't know. */
  function refreshList(): void {
    void client.invalidateQueries({ queryKey: keysQuery.queryKey })
  }

  return {
    stage,
    error,
    busy,
    secondsLeft,
    runOnce,
    issue,
    /** Replaces the lost key with an identical one and revokes it, in one atomic request. */
    startOver: (lost: Key) =>
      runOnce('lost', async () => {
        await issue(['replace', lost.id, '0'], (idempotencyKey) => replaceKey(lost.id, '0', idempotencyKey))
        refreshList()
      }),
    dismissError: () => setError(null),
    refreshList,
  }
}
