import { createHash, randomUUID } from 'node:crypto'

/**
 * Returns the `Idempotency-Key` header, with which the service carries out repeated calls once within 24 hours.
 *
 * Zapier doesn't say which run of a Zap a call belongs to. Only the fields show whether two equal calls are a retry or
 * two separate calls. `identifying` lists the fields that distinguish runs: an email address, a timestamp, or a field
 * that users map for this purpose. If one of them is filled in, calls with the same fields count as one. If none is,
 * each call counts separately: users notice and delete a duplicate record, but would not notice a missing one.
 */
export function once(bundle, action, identifying) {
  const fields = bundle.inputData
  const key = identifying.some((name) => fields[name])
    ? createHash('sha256')
        .update(canonical([bundle.meta?.zap?.id ?? null, action, fields]))
        .digest('hex')
    : randomUUID()
  return { 'Idempotency-Key': key }
}

/** Returns JSON that doesn't depend on the order of the fields. */
function canonical(value) {
  return JSON.stringify(value, (_, member) =>
    member && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
}
