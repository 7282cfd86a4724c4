import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { NewKey } from '@/api/types'
import { forgetPreset, presetOf } from './preset-link'

/** Once the page is ready, opens the form that the followed link asks for, if it asks for one. */
export function usePresetLink(ready: boolean, open: (preset: Partial<NewKey>) => void): void {
  const [preset] = useState(() => presetOf(window.location.search))
  const followed = useRef(false)
  const follow = useEffectEvent(open)

  useEffect(() => {
    if (preset) forgetPreset()
  }, [preset])

  useEffect(() => {
    if (preset === null || !ready || followed.current) return
    followed.current = true
    follow(preset)
  }, [preset, ready])
}
