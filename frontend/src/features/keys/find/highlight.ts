// The row of a pasted key.
import { createContext, type RefObject, useContext, useEffect } from 'react'

/** A new object for each match, so that the same key can be highlighted twice. */
export const HighlightContext = createContext<{ id: string } | null>(null)

/** Whether `id` is highlighted. If so, its row takes focus and scrolls into view. */
export function useHighlight(id: string, target: RefObject<HTMLElement | null>): boolean {
  const highlighted = useContext(HighlightContext)
  const isHighlighted = highlighted?.id === id
  useEffect(() => {
    if (highlighted !== null && isHighlighted) target.current?.focus()
  }, [highlighted, isHighlighted, target])
  return isHighlighted
}
