import type { NewKey } from '@/api/types'
import { setQueryParam } from '@/lib/location'
import { nameProblem } from './name-rules'

const PARAMETERS = ['create', 'name', 'permission', 'expires_in'] as const
const permissions: NewKey['permission'][] = ['read', 'write', 'admin']
const lifetimes: NewKey['expires_in'][] = ['never', '30d', '90d', '6m', '1y']

/**
 * What the link that led here fills in: `?create=1&name=Zapier&permission=write&expires_in=90d`, as the help
 * page of an integration may say. What can't be right is left out. Null: no such link.
 */
export function filledInByLink(): Partial<NewKey> | null {
  const asked = new URLSearchParams(window.location.search)
  if (asked.get('create') !== '1') return null
  const name = asked.get('name')?.trim() ?? ''
  const permission = permissions.find((each) => each === asked.get('permission'))
  const expires_in = lifetimes.find((each) => each === asked.get('expires_in'))
  return {
    ...(nameProblem(name) === null && { name }),
    ...(permission && { permission }),
    ...(expires_in && { expires_in }),
  }
}

/** It has been followed: neither reloading nor sharing the address asks for another key. */
export function forgetLink(): void {
  for (const name of PARAMETERS) setQueryParam(name, '')
}
