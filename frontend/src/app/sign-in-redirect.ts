// Who has to sign in first gets to the page they came for, with its parameters: a link to the form, a key's details.
// It is kept in the history entry, not in the address, so no link can say where signing in leads to.
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
