// How a dialog reads and revokes a key: as its owner, or as a workspace admin.
import type { QueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { Key } from '@/api/types'
import { keyQuery, keysQuery, putKeyInList, revokeKey } from '../model/keys-query'
import { usageQuery } from '../usage/usage-query'

export interface KeyOperations {
  keyQuery: (id: string) => ReturnType<typeof keyQuery>
  usageQuery: (id: string) => ReturnType<typeof usageQuery>
  revoke: (id: string) => Promise<Key>
  /** Updates the lists on screen with the revoked key. */
  updateLists: (client: QueryClient, revoked: Key) => Promise<void>
}

const ownKeyOperations: KeyOperations = {
  keyQuery,
  usageQuery,
  revoke: revokeKey,
  updateLists: async (client, revoked) => {
    // An older list response must not put the row back.
    await client.cancelQueries({ queryKey: keysQuery.queryKey })
    putKeyInList(client, revoked)
  },
}

export const KeyOperationsContext = createContext(ownKeyOperations)

export const useKeyOperations = (): KeyOperations => useContext(KeyOperationsContext)
