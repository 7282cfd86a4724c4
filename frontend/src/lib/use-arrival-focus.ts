import { type RefObject, useEffect } from 'react'

/** After following a link inside the panel: reading goes on at the new page's heading, once that is there. */
export function useArrivalFocus(heading: RefObject<HTMLElement | null>, there: boolean): void {
  useEffect(() => {
    if (there) heading.current?.focus()
  }, [heading, there])
}
