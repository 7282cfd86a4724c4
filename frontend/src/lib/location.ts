// Four pages and a few query parameters need no router. The URL is the store.
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

/** `state` stays with this history entry, survives a reload, and is not in the URL. */
export function navigate(path: string, mode: 'push' | 'replace' = 'push', state: unknown = null): void {
  if (mode === 'push') window.history.pushState(state, '', path)
  else window.history.replaceState(state, '', path)
  window.dispatchEvent(new Event(CHANGED))
}

/** Keeps a filter in the URL, without adding a history entry by default. An empty value removes the parameter. */
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

/** Removes a parameter from the URL, along with the history entry that added it, if there is one. */
export function popQueryParam(name: string): void {
  const state: unknown = window.history.state
  const pushed =
    typeof state === 'object' && state !== null && PUSHED_BY in state && state[PUSHED_BY] === name
  if (pushed) window.history.back()
  else setQueryParam(name, '')
}
