import { newKeyPage, originOf } from './address.js'

/**
 * `afterResponse`: turns each failed response into an error that the Zap's owner can act on. The service explains the
 * problem (RFC 9457, `detail`); this adds what to do in Zapier.
 *
 * A request with `skipThrowForStatus` gets its response unchanged.
 */
export function explainFailures(response, z, bundle) {
  if (response.status < 300 || response.skipThrowForStatus) return response
  if (response.status < 400)
    throw new z.errors.Error(
      `The address of this connection redirects to ${response.getHeader('location')}. Use that address instead.`,
    )

  const problem = response.data
  const pause = Number(response.getHeader('retry-after'))
  // Zapier waits this long, then runs the step again.
  if (pause) throw new z.errors.ThrottledError(problem?.detail ?? 'SAMI OS asked Zapier to wait.', pause)
  // The response comes from something in front of the service, such as a proxy. Leave it to Zapier.
  if (!problem?.code) return response
  // Asks the user to reconnect, and stops requests with a key that won't work again.
  if (response.status === 401) throw new z.errors.ExpiredAuthError(problem.detail)
  throw new z.errors.Error(
    [...reasons(problem), ...advice(problem, originOf(bundle.authData.base_url, z))].join('\n'),
    problem.code,
    response.status,
  )
}

function* reasons({ detail, errors = [] }) {
  yield errors.length ? 'Correct these fields:' : detail
  for (const { pointer, detail } of errors) yield `- ${nameOf(pointer)}: ${detail}`
}

function* advice(problem, origin) {
  if (problem.code === 'insufficient_permission') {
    yield `Create a key with that permission at ${newKeyPage(origin, problem.required)} and use it for this connection.`
    if (problem.actual === 'read')
      yield 'With a Read only key you can use searches, and the triggers that are checked every few minutes.'
  }
  if (problem.ids) yield `IDs: ${problem.ids.join(', ')}`
  yield `(${problem.request_id})`
}

/** `/custom/plan` → `custom plan`. */
function nameOf(pointer) {
  return pointer
    .split('/')
    .filter(Boolean)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~').replaceAll('_', ' '))
    .join(' ')
}
