import { useMemo } from 'react'
import type { Key } from '@/api/types'
import { useQueryParam } from '@/lib/location'
import { filterKeys, TOOLBAR_MIN_KEYS } from './search-and-sort'

export interface KeySearch {
  /** Empty if there is no search. */
  query: string
  /** Whether there is a search field. */
  available: boolean
  active: readonly Key[]
  revoked: readonly Key[]
}

/** Searches all keys, because people may not know that a key was revoked. */
export function useKeySearch(active: readonly Key[], revoked: readonly Key[]): KeySearch {
  const param = useQueryParam('q')
  // A short list is never filtered: nothing may be hidden without a visible control for it.
  const available = active.length >= TOOLBAR_MIN_KEYS || revoked.length >= TOOLBAR_MIN_KEYS
  const query = available ? param : ''
  return useMemo(
    () => ({ query, available, active: filterKeys(active, query), revoked: filterKeys(revoked, query) }),
    [query, available, active, revoked],
  )
}
