import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Refused } from '@/api/problem'
import type { Key } from '@/api/types'
import { randomId } from '@/lib/random-id'
import { useCountdown } from '@/lib/use-countdown'
import { keysQuery, putInList } from '../model/keys-query'
import { type IssuedKey, mayHaveHappened, replaceKey } from './issue-key'

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
  const underWay = useRef(false)
  // What may be asked for next. State is too late for the second press of a double click; a ref is not.
  const reached = useRef<Stage['at']>('form')
  const attempt = useRef<{ content: string; idempotencyKey: string } | null>(null)

  function moveTo(next: Stage): void {
    reached.current = next.at
    setStage(next)
  }

  /** `content` is all that makes this request this one: the same after a lost answer is the same request. */
  async function issue(
    content: unknown[],
    send: (idempotencyKey: string) => Promise<IssuedKey>,
  ): Promise<void> {
    const text = JSON.stringify(content)
    if (attempt.current?.content !== text) attempt.current = { content: text, idempotencyKey: randomId() }
    try {
      const { key, secret } = await send(attempt.current.idempotencyKey)
      attempt.current = null
      putInList(client, key)
      moveTo(secret === null ? { at: 'lost', key } : { at: 'reveal', key, secret })
    } catch (failure) {
      if (!mayHaveHappened(failure)) attempt.current = null
      throw failure
    }
  }

  /** What a press does at this stage. A second press, before or after the answer, does nothing. */
  async function once(at: Stage['at'], work: () => Promise<void>): Promise<void> {
    if (underWay.current || reached.current !== at || secondsLeft > 0) return
    underWay.current = true
    setBusy(true)
    setError(null)
    try {
      await work()
    } catch (failure) {
      setError(failure as Error)
      if (failure instanceof Refused && failure.status === 429) start(failure.retryAfterSeconds ?? 30)
    } finally {
      underWay.current = false
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
    once,
    issue,
    /** The key that nobody has ends, and the same one is made anew: one request, which happens or does not. */
    startOver: (lost: Key) =>
      once('lost', async () => {
        await issue(['replace', lost.id, '0'], (idempotencyKey) => replaceKey(lost.id, '0', idempotencyKey))
        refreshList()
      }),
    dismissError: () => setError(null),
    refreshList,
  }
}
