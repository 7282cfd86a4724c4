import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { setQueryParam } from '@/lib/location'

// One dialog at a time: the details of a `key` give way.
const PARAMS = ['create', 'name', 'permission', 'expires_in', 'key']

/**
 * Once the page is ready, opens the form if the address asks for it, and hands on what the address said.
 * A link is followed once: reloading, going back or sharing the address must not follow it again.
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
