// After signing in, people return to the page they asked for, with its parameters: a link to the form, a
// key's details. The target is kept in the history entry, not in the URL, so no link can decide where sign-in
// leads.
import { navigate } from '@/lib/location'
import { KEYS_PATH, SIGN_IN_PATH } from './paths'

const MARK = 'samiReturnTo'

export function redirectToSignIn(): void {
  const { pathname, search } = window.location
  if (pathname !== SIGN_IN_PATH) navigate(SIGN_IN_PATH, 'replace', { [MARK]: pathname + search })
}

export function returnFromSignIn(): void {
  const state: unknown = window.history.state
  const returnTo = typeof state === 'object' && state !== null && MARK in state ? state[MARK] : null
  navigate(typeof returnTo === 'string' ? returnTo : KEYS_PATH, 'replace')
}
