// Who has to sign in first gets to the page they came for, with its parameters: a link to the form, a key's details.
// It is kept in the history entry, not in the address, so no link can say where signing in leads to.
import { goTo } from '@/lib/location'
import { KEYS_PATH, SIGN_IN_PATH } from './paths'

const MARK = 'samiWantedPage'

export function signInFirst(): void {
  const { pathname, search } = window.location
  if (pathname !== SIGN_IN_PATH) goTo(SIGN_IN_PATH, 'replace', { [MARK]: pathname + search })
}

export function goToWantedPage(): void {
  const state: unknown = window.history.state
  const wanted = typeof state === 'object' && state !== null && MARK in state ? state[MARK] : null
  goTo(typeof wanted === 'string' ? wanted : KEYS_PATH, 'replace')
}
