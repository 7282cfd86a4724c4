import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Whether the service sent this hook: Standard Webhooks, HMAC-SHA-256 of `id.timestamp.body` under the secret that the
 * subscription was answered with. Zapier keeps that answer (`subscribeData`) and the body as it came (`rawRequest`).
 *
 * How old it is doesn't matter here, which is why this isn't the library: Zapier may hold a hook back for hours, when
 * a Zap has too many, and runs it again on demand.
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

/** Zapier hands on headers in a spelling of its own, with `Http-` before some. */
function header(headers = {}, wanted) {
  return Object.entries(headers).find(([name]) => name.toLowerCase().replace(/^http-/, '') === wanted)?.[1]
}
