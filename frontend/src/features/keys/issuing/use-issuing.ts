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
  /** The one place that holds a full key. It goes when the dialog goes. */
  | { at: 'reveal'; key: Key; secret: string }
  /** The key exists, but its only showing was lost on the way. */
  | { at: 'lost'; key: Key }

export type Issuing = ReturnType<typeof useIssuing>

/**
 * A new key on its way here, and what can go wrong on that way. Not a TanStack mutation: a mutation
 * keeps its answer in a cache, and this answer is a secret.
 */
export function useIssuing() {
  const client = useQueryClient()
  const [stage, setStage] = useState<Stage>({ at: 'form' })
  const [error, setError] = useState<Error | null>(null)
  const [busy, setBusy] = useState(false)
  const { secondsLeft, start } = useCountdown()
  const inFlight = useRef(false)
  // What may be asked for next. State is too late for the second press of a double click; a ref is not.
  const stageRef = useRef<Stage['at']>('form')
  const attempt = useRef<{ payload: string; idempotencyKey: string } | null>(null)

  function moveTo(next: Stage): void {
    stageRef.current = next.at
    setStage(next)
  }

  /** `payload` is all that makes this request this one: the same after a lost answer is the same request. */
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

  /** What a press does at this stage. A second press, before or after the answer, does nothing. */
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

  /** The list may know more than this dialog does. */
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
    /** The key that nobody has ends, and the same one is made anew: one request, which happens or does not. */
    startOver: (lost: Key) =>
      runOnce('lost', async () => {
        await issue(['replace', lost.id, '0'], (idempotencyKey) => replaceKey(lost.id, '0', idempotencyKey))
        refreshList()
      }),
    dismissError: () => setError(null),
    refreshList,
  }
}
