// Four pages and a few query parameters need no router: the address bar is the store.
import { useSyncExternalStore } from 'react'

const CHANGED = 'sami:location'
const PUSHED_BY = 'samiQueryParam'

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener)
  window.addEventListener(CHANGED, listener)
  return () => {
    window.removeEventListener('popstate', listener)
    window.removeEventListener(CHANGED, listener)
  }
}

export function usePath(): string {
  return useSyncExternalStore(subscribe, () => window.location.pathname)
}

export function useQueryParam(name: string): string {
  return useSyncExternalStore(subscribe, () => new URLSearchParams(window.location.search).get(name) ?? '')
}

/** `state` stays with this entry of the history, through a reload, and is in no address. */
export function navigate(path: string, mode: 'push' | 'replace' = 'push', state: unknown = null): void {
  if (mode === 'push') window.history.pushState(state, '', path)
  else window.history.replaceState(state, '', path)
  window.dispatchEvent(new Event(CHANGED))
}

/** Keeps a filter in the address; without adding a step to Back, unless asked to. Empty means absent. */
export function setQueryParam(name: string, value: string, mode: 'push' | 'replace' = 'replace'): void {
  const params = new URLSearchParams(window.location.search)
  if (value === '') params.delete(name)
  else params.set(name, value)
  const search = params.toString()
  const address = `${window.location.pathname}${search && `?${search}`}`
  if (mode === 'push') window.history.pushState({ [PUSHED_BY]: name }, '', address)
  else window.history.replaceState(window.history.state, '', address)
  window.dispatchEvent(new Event(CHANGED))
}

/** Takes a parameter out of the address, and with it the step to Back that put it there, if one did. */
export function popQueryParam(name: string): void {
  const state: unknown = window.history.state
  const pushed =
    typeof state === 'object' && state !== null && PUSHED_BY in state && state[PUSHED_BY] === name
  if (pushed) window.history.back()
  else setQueryParam(name, '')
}
