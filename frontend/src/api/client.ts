import createClient from 'openapi-fetch'
import type { paths } from './schema.gen'

/** How long an answer may take before the page says that none came. */
const PATIENCE_MS = 15_000

export const api = createClient<paths>({
  baseUrl: window.location.origin,
  fetch: (request) =>
    globalThis.fetch(request, {
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(PATIENCE_MS)]),
    }),
})
