import { type RefObject, useEffect } from 'react'

/** After navigation inside the panel, moves focus to the new page's heading once it's ready. */
export function useFocusOnNavigation(heading: RefObject<HTMLElement | null>, ready: boolean): void {
  useEffect(() => {
    if (ready) heading.current?.focus()
  }, [heading, ready])
}
