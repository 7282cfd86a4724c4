/** Where the service is, and where people go to make a key for it. */

/**
 * The service that this build of the app is for, if there is one that everybody uses; read when the app is pushed.
 * Without it each connection names its own.
 */
export const HOSTED_AT = process.env.SAMI_PUBLIC_URL || null

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * The origin of what somebody typed or pasted: `crm.example.com`, or the address of any page of the panel. The service
 * answers at the root of its host, so a path says nothing. Throws what people may read: a key is sent there.
 */
export function originOf(typed, z) {
  const text = String(typed ?? '').trim()
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`)
  if (!text || !url || !['https:', 'http:'].includes(url.protocol) || url.username || url.password)
    throw new z.errors.Error('The address must look like https://crm.example.com', 'invalid_address')
  if (url.protocol === 'http:' && !LOOPBACK.has(url.hostname))
    throw new z.errors.Error(
      'The address must begin with https://, so that nobody on the way can read your key.',
      'insecure_address',
    )
  return url.origin
}

/** The panel's page with the form for a new key filled in: `permission` is `read`, `write` or `admin`. */
export function newKeyPage(origin, permission) {
  return `${origin}/settings/api-keys?create=1&name=Zapier&permission=${permission}`
}
