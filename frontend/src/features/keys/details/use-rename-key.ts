import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '@/api/client'
import { unwrap } from '@/api/problem'
import type { Key } from '@/api/types'
import { keyQuery, keysQuery, putKeyInList } from '../model/keys-query'

export function useRenameKey(keyData: Key) {
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)

  /** Returns the error, or null. */
  async function rename(name: string): Promise<Error | null> {
    setBusy(true)
    setError(null)
    try {
      const path = { id: keyData.id }
      const renamed = await unwrap(api.PATCH('/api/keys/{id}', { params: { path }, body: { name } }))
      // An older list response must not bring the old name back.
      await client.cancelQueries({ queryKey: keysQuery.queryKey })
      putKeyInList(client, renamed)
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
