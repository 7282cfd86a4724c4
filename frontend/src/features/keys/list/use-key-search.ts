import { useMemo } from 'react'
import type { Key } from '@/api/types'
import { useQueryParam } from '@/lib/location'
import { search, TOOLBAR_FROM } from './arrange'

export interface KeySearch {
  /** Empty while nothing is searched for. */
  query: string
  /** Whether there is a field to search with. */
  offered: boolean
  active: readonly Key[]
  revoked: readonly Key[]
}

/** What is searched for, among all keys: whoever looks for one may not know that it was revoked. */
export function useKeySearch(active: readonly Key[], revoked: readonly Key[]): KeySearch {
  const asked = useQueryParam('q')
  // A short list is not filtered: nothing may be hidden without a visible control for it.
  const offered = active.length >= TOOLBAR_FROM || revoked.length >= TOOLBAR_FROM
  const query = offered ? asked : ''
  return useMemo(
    () => ({ query, offered, active: search(active, query), revoked: search(revoked, query) }),
    [query, offered, active, revoked],
  )
}
