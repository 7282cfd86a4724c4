import { newKeyPage, originOf } from './address.js'

/**
 * `afterResponse`: makes each of the service's answers that isn't a success into what the people whose Zap it is can
 * act upon. The service says it well (RFC 9457, `detail`); what it can't know is where in Zapier one is.
 *
 * A request with `skipThrowForStatus` gets its answer as it is.
 */
export function explainFailures(response, z, bundle) {
  if (response.status < 300 || response.skipThrowForStatus) return response
  if (response.status < 400)
    throw new z.errors.Error(
      `The address of the connection leads to another one, ${response.getHeader('location')}. Use that.`,
    )

  const problem = response.data
  const pause = Number(response.getHeader('retry-after'))
  // Zapier holds the step back for so long, and then does it again.
  if (pause) throw new z.errors.ThrottledError(problem?.detail ?? 'SAMI OS asks for a pause.', pause)
  // Something before the service, such as a proxy, answers in its own way. Zapier makes the best of it.
  if (!problem?.code) return response
  // Tells the people to connect anew, and stops asking with a key that won't work again.
  if (response.status === 401) throw new z.errors.ExpiredAuthError(problem.detail)
  throw new z.errors.Error(
    [...reasons(problem), ...advice(problem, originOf(bundle.authData.base_url, z))].join('\n'),
    problem.code,
    response.status,
  )
}

function* reasons({ detail, errors = [] }) {
  yield errors.length ? 'These fields can not be as they are:' : detail
  for (const { pointer, detail } of errors) yield `- ${nameOf(pointer)}: ${detail}`
}

function* advice(problem, origin) {
  if (problem.code === 'insufficient_permission') {
    yield `Make such a key at ${newKeyPage(origin, problem.required)} and put it into this connection.`
    if (problem.actual === 'read')
      yield 'With a Read only key you can use searches, and the triggers that are checked every few minutes.'
  }
  if (problem.ids) yield `They are: ${problem.ids.join(', ')}`
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
