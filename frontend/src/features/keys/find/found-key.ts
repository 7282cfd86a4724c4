// The row that a pasted key led to.
import { createContext, type RefObject, useContext, useEffect } from 'react'

/** A new object for each finding, so that the same key can be found twice. */
export const FoundKeyContext = createContext<{ id: string } | null>(null)

/** Whether `id` was found; its row takes the focus, and with it comes into view. */
export function useFound(id: string, target: RefObject<HTMLElement | null>): boolean {
  const found = useContext(FoundKeyContext)
  const here = found?.id === id
  useEffect(() => {
    if (found !== null && here) target.current?.focus()
  }, [found, here, target])
  return here
}
