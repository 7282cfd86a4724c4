import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { Key, WorkspaceKey } from '@/api/types'
import { keyQuery, keysQuery } from '../model/keys-query'
import type { KeyOperations } from '../revoke/key-operations'
import { usageQuery } from '../usage/usage-query'
import {
  allWorkspaceKeys,
  fetchWorkspaceKey,
  fetchWorkspaceUsage,
  revokeWorkspaceKey,
} from './workspace-query'

interface Page {
  data: WorkspaceKey[]
}

/** For workspace admins: reads and revokes everyone's keys. */
export const workspaceKeyOperations: KeyOperations = {
  keyQuery: (id) => ({ ...keyQuery(id), queryFn: ({ signal }) => fetchWorkspaceKey(id, signal) }),
  usageQuery: (id) => ({ ...usageQuery(id), queryFn: ({ signal }) => fetchWorkspaceUsage(id, signal) }),
  revoke: revokeWorkspaceKey,
  updateLists,
}

async function updateLists(client: QueryClient, revoked: Key): Promise<void> {
  // An older list response must not put the row back.
  await client.cancelQueries(allWorkspaceKeys)
  client.setQueriesData<InfiniteData<Page>>(
    allWorkspaceKeys,
    (list) =>
      list && {
        ...list,
        pages: list.pages.map((page) => ({
          ...page,
          data: page.data.map((key) => (key.id === revoked.id ? { ...key, ...revoked } : key)),
        })),
      },
  )
  // The key moved to another filter's list, and may also be in the admin's own list.
  void client.invalidateQueries(allWorkspaceKeys)
  void client.invalidateQueries({ queryKey: keysQuery.queryKey })
}
