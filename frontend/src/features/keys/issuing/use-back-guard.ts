import { useEffect, useEffectEvent } from 'react'

const STATE_KEY = 'samiBackGuard'

/** Guards in place, so that one that is taken down and put up again at once keeps its history entry. */
let activeGuards = 0

/**
 * While active, the browser's Back asks instead of leaving: one extra history entry takes the step,
 * is put back, and `onBack` decides what happens. The entry goes when the guard does.
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
      // StrictMode takes effects down and up again; only a guard that stays away is removed.
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
