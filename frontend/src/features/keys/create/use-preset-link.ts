import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { setQueryParam } from '@/lib/location'

// Includes `key`, because only one dialog opens at a time: the form wins over a key's details.
const PARAMS = ['create', 'name', 'permission', 'expires_in', 'key']

/**
 * Opens the form once the page is ready, if the URL asks for it, and passes on the query string. Each link is
 * followed only once: reloading, going back or sharing the URL must not follow it again.
 */
export function usePresetLink(ready: boolean, open: (link: string) => void): void {
  const [link] = useState(() =>
    /[?&]create=1(&|$)/.test(window.location.search) ? window.location.search : null,
  )
  const followed = useRef(false)
  const follow = useEffectEvent(open)

  useEffect(() => {
    if (link) for (const param of PARAMS) setQueryParam(param, '')
  }, [link])

  useEffect(() => {
    if (link === null || !ready || followed.current) return
    followed.current = true
    follow(link)
  }, [link, ready])
}
