import { type RefObject, useEffect } from 'react'

/** After following a link inside the panel: reading goes on at the new page's heading, once that is ready. */
export function useFocusOnNavigation(heading: RefObject<HTMLElement | null>, ready: boolean): void {
  useEffect(() => {
    if (ready) heading.current?.focus()
  }, [heading, ready])
}
