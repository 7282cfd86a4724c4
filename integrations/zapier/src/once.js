import { createHash, randomUUID } from 'node:crypto'

/**
 * The header that has the service do something once, however often it is asked (`Idempotency-Key`, for 24 hours).
 *
 * Zapier doesn't say which run of a Zap a call belongs to, so whether two alike calls are one that was tried again or
 * two that happen to be alike can be told by their fields only. `telling` are those that say: an e-mail address, a
 * moment, or what people mapped for this very purpose. If one of them is filled, the same fields are the same call. If
 * none is, each call is one of its own: a second record too many is seen and deleted, one that is missing is not seen.
 */
export function once(bundle, action, telling) {
  const fields = bundle.inputData
  const key = telling.some((name) => fields[name])
    ? createHash('sha256')
        .update(canonical([bundle.meta?.zap?.id ?? null, action, fields]))
        .digest('hex')
    : randomUUID()
  return { 'Idempotency-Key': key }
}

/** JSON that doesn't depend on the order in which fields were filled. */
function canonical(value) {
  return JSON.stringify(value, (_, member) =>
    member && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
}
