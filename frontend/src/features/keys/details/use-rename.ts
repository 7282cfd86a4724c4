import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '@/api/client'
import { answer } from '@/api/problem'
import type { Key } from '@/api/types'
import { keyQuery, keysQuery, putInList } from '../model/keys-query'

export function useRename(keyData: Key) {
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)

  /** Gives back what went wrong. */
  async function rename(name: string): Promise<Error | null> {
    setBusy(true)
    setError(null)
    try {
      const path = { id: keyData.id }
      const renamed = await answer(api.PATCH('/api/keys/{id}', { params: { path }, body: { name } }))
      // An older answer about the list must not bring the old name back.
      await client.cancelQueries({ queryKey: keysQuery.queryKey })
      putInList(client, renamed)
      client.setQueryData(keyQuery(keyData.id).queryKey, renamed)
      void client.invalidateQueries({ queryKey: ['keys', 'history', keyData.id] })
      return null
    } catch (failure) {
      setError(failure as Error)
      return failure as Error
    } finally {
      setBusy(false)
    }
  }

  return { rename, busy, error }
}
