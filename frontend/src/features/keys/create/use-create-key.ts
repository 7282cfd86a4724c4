import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Key, NewKey } from '@/api/types'
import { randomId } from '@/lib/random-id'
import { keysQuery, putInList, revokeKey } from '../keys-query'
import { createKey, mayHaveHappened } from './create-key'

export type Stage =
  | { at: 'form' }
  /** The one place that holds a full key. It goes when the dialog goes. */
  | { at: 'reveal'; key: Key; secret: string }
  /** The key exists, but its only showing was lost on the way. */
  | { at: 'lost'; key: Key }

/**
 * Creating a key, including what can go wrong on the way back. Not a TanStack mutation: a mutation
 * keeps its answer in a cache, and this answer is a secret.
 */
export function useCreateKey() {
  const client = useQueryClient()
  const [stage, setStage] = useState<Stage>({ at: 'form' })
  const [error, setError] = useState<Error | null>(null)
  const [busy, setBusy] = useState(false)
  const underWay = useRef(false)
  // What may be asked for next. State is too late for the second press of a double click; a ref is not.
  const reached = useRef<Stage['at']>('form')
  const attempt = useRef<{ content: string; idempotencyKey: string } | null>(null)

  function moveTo(next: Stage): void {
    reached.current = next.at
    setStage(next)
  }

  async function create(values: NewKey): Promise<void> {
    const content = JSON.stringify(values)
    // The same content after a lost answer is the same request; changed content is a new one.
    if (attempt.current?.content !== content) attempt.current = { content, idempotencyKey: randomId() }
    try {
      const { key, secret } = await createKey(values, attempt.current.idempotencyKey)
      attempt.current = null
      putInList(client, key)
      moveTo(secret === null ? { at: 'lost', key } : { at: 'reveal', key, secret })
    } catch (failure) {
      if (!mayHaveHappened(failure)) attempt.current = null
      throw failure
    }
  }

  /** Gives back what went wrong. A second press, before or after the answer, does nothing. */
  async function once(at: Stage['at'], work: () => Promise<void>): Promise<Error | null> {
    if (underWay.current || reached.current !== at) return null
    underWay.current = true
    setBusy(true)
    setError(null)
    try {
      await work()
      return null
    } catch (failure) {
      setError(failure as Error)
      return failure as Error
    } finally {
      underWay.current = false
      setBusy(false)
    }
  }

  return {
    stage,
    error,
    busy,
    submit: (values: NewKey) => once('form', () => create(values)),
    /** Revokes the key nobody has and makes it anew. */
    startOver: (lost: Key, values: NewKey) =>
      once('lost', async () => {
        putInList(client, await revokeKey(lost.id))
        moveTo({ at: 'form' })
        await create(values)
      }),
    dismissError: () => setError(null),
    /** The list may know more than this dialog does. */
    refreshList: () => void client.invalidateQueries({ queryKey: keysQuery.queryKey }),
  }
}
