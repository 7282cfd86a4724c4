import { useSyncExternalStore } from 'react'
import { serverNow } from './server-clock'

// One clock for every relative time on the page. It ticks twice a minute.
const TICK_MS = 30_000

let now = serverNow()
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

function tick(): void {
  now = serverNow()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (timer === undefined) {
    timer = setInterval(tick, TICK_MS)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The clock stops while nothing uses it. The first reader sets it again. */
function read(): Date {
  if (timer === undefined && Math.abs(serverNow().getTime() - now.getTime()) > 1_000) now = serverNow()
  return now
}

export function useNow(): Date {
  return useSyncExternalStore(subscribe, read)
}
