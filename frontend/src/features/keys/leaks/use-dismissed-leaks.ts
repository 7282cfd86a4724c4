// The dismissed notices, kept in this browser. Stores only key IDs.
import { useState } from 'react'

const STORAGE_KEY = 'sami:dismissed-leaks'

export function useDismissedLeaks(): [readonly string[], (keyId: string) => void] {
  const [ids, setIds] = useState(read)
  return [
    ids,
    (keyId) => {
      const next = [...ids, keyId]
      setIds(next)
      write(next)
    },
  ]
}

function read(): readonly string[] {
  try {
    const ids: unknown = JSON.parse(window.localStorage.getItem(STORAGE_KEY) ?? '[]')
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []
  } catch {
    return []
  }
}

function write(ids: readonly string[]): void {
  try {
    window.localStorage.setItem(STORAGE_KEY, JSON.stringify(ids))
  } catch {
    // Without storage, the notice shows again.
  }
}
