/** The address of the service, and of the page where people create a key. */

/**
 * The address of the service that this build of the app is for, if everybody uses the same one. Read when the app is
 * pushed. Without it, each connection asks for its own address.
 */
export const HOSTED_AT = process.env.SAMI_PUBLIC_URL || null

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Returns the origin of what a user entered: `crm.example.com`, or the address of any page of the panel. Ignores the
 * path, because the service is at the root of its host. Throws an error for the user if the address is not safe to send
 * a key to.
 */
export function originOf(typed, z) {
  const text = String(typed ?? '').trim()
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`)
  if (!text || !url || !['https:', 'http:'].includes(url.protocol) || url.username || url.password)
    throw new z.errors.Error('The address must look like https://crm.example.com.', 'invalid_address')
  if (url.protocol === 'http:' && !LOOPBACK.has(url.hostname))
    throw new z.errors.Error(
      'The address must begin with https://, so that nobody can intercept your key.',
      'insecure_address',
    )
  return url.origin
}

/** Returns the panel page with the form for a new key filled in. `permission` is `read`, `write` or `admin`. */
export function newKeyPage(origin, permission) {
  return `${origin}/settings/api-keys?create=1&name=Zapier&permission=${permission}`
}
