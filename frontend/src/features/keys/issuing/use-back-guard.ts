import { useEffect, useEffectEvent } from 'react'

const MARK = 'samiBackGuard'

/** Guards in place, so that one that is taken down and put up again at once keeps its history entry. */
let guards = 0

/**
 * While active, the browser's Back asks instead of leaving: one extra history entry takes the step,
 * is put back, and `onBack` decides what happens. The entry goes when the guard does.
 */
export function useBackGuard(active: boolean, onBack: () => void): void {
  const decide = useEffectEvent(onBack)

  useEffect(() => {
    if (!active) return
    const handlePop = () => {
      pushEntry()
      decide()
    }
    pushEntry()
    guards += 1
    window.addEventListener('popstate', handlePop)
    return () => {
      guards -= 1
      window.removeEventListener('popstate', handlePop)
      // StrictMode takes effects down and up again; only a guard that stays away is removed.
      queueMicrotask(() => {
        if (guards === 0 && onEntry()) window.history.back()
      })
    }
  }, [active])
}

function pushEntry(): void {
  if (!onEntry()) window.history.pushState({ [MARK]: true }, '')
}

function onEntry(): boolean {
  const state: unknown = window.history.state
  return typeof state === 'object' && state !== null && MARK in state
}
