// Links that preselect, for help pages of integrations: /settings/api-keys?create=1&name=Zapier&permission=write&expires_in=90d
// They fill in the form and do nothing else. Whatever they say that the form could not is passed over.
import type { NewKey } from '@/api/types'
import { setQueryParam } from '@/lib/location'
import { expiries, permissions } from '../wording'
import { soundName } from './name-rules'

// One dialog at a time: the details of a `key` give way.
const PARAMS = ['create', 'name', 'permission', 'expires_in', 'key']

/** What the address asks to fill in; null when it does not ask for the form. */
export function presetOf(search: string): Partial<NewKey> | null {
  const params = new URLSearchParams(search)
  if (params.get('create') !== '1') return null
  const name = soundName(params.get('name') ?? '')
  // Least access where the link says something else than a permission.
  const permission = params.has('permission')
    ? (permissions.find((one) => one === params.get('permission')) ?? 'read')
    : undefined
  const expires_in = expiries.find((one) => one === params.get('expires_in'))
  return { ...(name && { name }), ...(permission && { permission }), ...(expires_in && { expires_in }) }
}

/** Once followed, a link is done: reloading, going back or sharing the address must not follow it again. */
export function forgetPreset(): void {
  for (const param of PARAMS) setQueryParam(param, '')
}
