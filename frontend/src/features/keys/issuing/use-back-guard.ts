import { useEffect, useEffectEvent } from 'react'

const STATE_KEY = 'samiBackGuard'

/** The number of active guards. A guard that is removed and added again at once keeps its history entry. */
let activeGuards = 0

/**
 * While active, the browser's Back asks instead of leaving. One extra history entry absorbs the step and is
 * pushed again, and `onBack` decides what happens. The entry goes away with the guard.
 */
export function useBackGuard(active: boolean, onBack: () => void): void {
  const decide = useEffectEvent(onBack)

  useEffect(() => {
    if (!active) return
    const handlePop = () => {
      pushGuardEntry()
      decide()
    }
    pushGuardEntry()
    activeGuards += 1
    window.addEventListener('popstate', handlePop)
    return () => {
      activeGuards -= 1
      window.removeEventListener('popstate', handlePop)
      // StrictMode runs effects twice. Only remove the entry if the guard stays away.
      queueMicrotask(() => {
        if (activeGuards === 0 && isGuardEntry()) window.history.back()
      })
    }
  }, [active])
}

function pushGuardEntry(): void {
  if (!isGuardEntry()) window.history.pushState({ [STATE_KEY]: true }, '')
}

function isGuardEntry(): boolean {
  const state: unknown = window.history.state
  return typeof state === 'object' && state !== null && STATE_KEY in state
}
