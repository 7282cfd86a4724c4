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

/** Everybody's keys, for workspace admins: to read and to revoke. */
export const workspaceKeyOperations: KeyOperations = {
  keyQuery: (id) => ({ ...keyQuery(id), queryFn: ({ signal }) => fetchWorkspaceKey(id, signal) }),
  usageQuery: (id) => ({ ...usageQuery(id), queryFn: ({ signal }) => fetchWorkspaceUsage(id, signal) }),
  revoke: revokeWorkspaceKey,
  updateLists,
}

async function updateLists(client: QueryClient, revoked: Key): Promise<void> {
  // An older answer about a list must not put the row back.
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
  // It has moved between the filters' lists, and may be in one's own.
  void client.invalidateQueries(allWorkspaceKeys)
  void client.invalidateQueries({ queryKey: keysQuery.queryKey })
}
