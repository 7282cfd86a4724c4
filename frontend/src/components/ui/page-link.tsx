import type { ComponentProps, MouseEvent } from 'react'
import { navigate } from '@/lib/location'

/** A link to another page of the panel, without a full page load. New tabs and windows are left to the browser. */
export function PageLink({ href, ...rest }: ComponentProps<'a'> & { href: string }) {
  function follow(event: MouseEvent) {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    navigate(href)
  }
  return <a {...rest} href={href} onClick={follow} />
}
