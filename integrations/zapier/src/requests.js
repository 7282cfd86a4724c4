import { originOf } from './address.js'

/**
 * `beforeRequest`: adds the service's address and the API key to a request that has only a path. The key goes only into
 * this header and never to another host, because redirects aren't followed (see `failures.js`).
 */
export function authorise(request, z, bundle) {
  request.url = originOf(bundle.authData.base_url, z) + request.url
  request.headers = { ...request.headers, Authorization: `Bearer ${bundle.authData.api_key}` }
  request.redirect = 'manual'
  return request
}
