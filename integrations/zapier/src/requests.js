import { originOf } from './address.js'

/**
 * `beforeRequest`: the app names paths alone, and this adds where they are and who asks. The key goes into this header
 * and nowhere else, and never to another host: a redirect isn't followed (see `failures.js`).
 */
export function authorise(request, z, bundle) {
  request.url = originOf(bundle.authData.base_url, z) + request.url
  request.headers = { ...request.headers, Authorization: `Bearer ${bundle.authData.api_key}` }
  request.redirect = 'manual'
  return request
}
