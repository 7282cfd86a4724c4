// Links that fill in the form, for help pages of integrations:
// /settings/api-keys?create=1&name=Zapier&permission=write&expires_in=90d
// They only fill in the form. Values the form doesn't offer are ignored.
import type { NewKey } from '@/api/types'
import { sanitizeName } from '../model/name-rules'
import { permissions } from '../model/permission-details'
import { expiries } from './expiry-options'

/** The values the link fills in. */
export function presetFromLink(link: string): Partial<NewKey> {
  const params = new URLSearchParams(link)
  const name = sanitizeName(params.get('name') ?? '')
  // Least access if the link names an unknown permission.
  const permission = params.has('permission')
    ? (permissions.find((one) => one === params.get('permission')) ?? 'read')
    : undefined
  const expires_in = expiries.find((one) => one === params.get('expires_in'))
  return { ...(name && { name }), ...(permission && { permission }), ...(expires_in && { expires_in }) }
}
