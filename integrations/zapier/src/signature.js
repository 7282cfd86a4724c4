import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Returns whether the service sent this hook: Standard Webhooks, HMAC-SHA-256 of `id.timestamp.body` with the secret
 * from the response to the subscription. Zapier keeps that response (`subscribeData`) and the raw body (`rawRequest`).
 *
 * This doesn't use the library, which also checks the timestamp: Zapier may hold a hook back for hours when a Zap has
 * too many, and runs it again on demand.
 */
export function isOurs({ rawRequest, subscribeData }) {
  const { headers, content } = rawRequest ?? {}
  const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map((name) =>
    header(headers, `webhook-${name}`),
  )
  const secret = subscribeData?.secret
  if (!secret || !id || !timestamp || !signatures || typeof content !== 'string') return false

  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${content}`).digest()
  return signatures.split(' ').some((versioned) => {
    const [version, signature = ''] = versioned.split(',')
    const given = Buffer.from(signature, 'base64')
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected)
  })
}

/** Zapier changes the case of header names, and prefixes some with `Http-`. */
function header(headers = {}, wanted) {
  return Object.entries(headers).find(([name]) => name.toLowerCase().replace(/^http-/, '') === wanted)?.[1]
}
