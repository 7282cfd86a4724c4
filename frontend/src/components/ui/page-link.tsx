import type { ComponentProps, MouseEvent } from 'react'
import { navigate } from '@/lib/location'

/** To another page of the panel, without loading everything anew; a new tab or window is the browser's business. */
export function PageLink({ href, ...rest }: ComponentProps<'a'> & { href: string }) {
  function follow(event: MouseEvent) {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    navigate(href)
  }
  return <a {...rest} href={href} onClick={follow} />
}
