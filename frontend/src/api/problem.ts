import { syncServerClock } from '@/lib/server-clock'

/** One field the server rejected: RFC 9457 `errors` with a JSON pointer. */
export interface FieldError {
  pointer: string
  code: string
  detail: string
}

/** The server returned an error (`application/problem+json`). */
export class ApiError extends Error {
  override readonly name = 'ApiError'

  readonly status: number
  readonly code: string
  readonly detail: string
  readonly requestId: string | null
  readonly retryAfterSeconds: number | null
  readonly fields: readonly FieldError[]

  constructor(response: Response, body: unknown) {
    const problem = isRecord(body) ? body : {}
    const code = text(problem.code) ?? 'unexpected_response'
    super(`${response.status} ${code}`)
    this.status = response.status
    this.code = code
    this.detail = text(problem.detail) ?? text(problem.title) ?? `The server answered ${response.status}.`
    this.requestId = text(problem.request_id) ?? response.headers.get('Request-Id')
    this.retryAfterSeconds = retryAfter(response.headers.get('Retry-After'))
    this.fields = Array.isArray(problem.errors) ? problem.errors.filter(isFieldError) : []
  }
}

/** No response arrived: offline, connection dropped, or timeout. The server may still have handled the request. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError'
}

interface CallResult {
  data?: unknown
  error?: unknown
  response: Response
}

/** Turns the client's `{data, error, response}` into a value or one of the two errors above. */
export async function unwrap<R extends CallResult>(call: Promise<R>): Promise<NonNullable<R['data']>> {
  const { data, error, response } = await call.catch((cause: unknown) => {
    throw new NetworkError('No answer', { cause })
  })
  syncServerClock(response.headers.get('Date'))
  if (!response.ok) throw new ApiError(response, error)
  // A 204 has no data; its callers ignore the value.
  return data as NonNullable<R['data']>
}

/** The server's message about one field of the request. */
export function fieldError(error: Error | null, pointer: string): string | null {
  if (!(error instanceof ApiError)) return null
  return error.fields.find((field) => field.pointer === pointer)?.detail ?? null
}

export function isSessionRequired(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401 && error.code !== 'invalid_credentials'
}

/** RFC 9110 §10.2.3: seconds, or a date. */
function retryAfter(header: string | null): number | null {
  if (header === null) return null
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000
  return Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds)) : null
}

function isFieldError(value: unknown): value is FieldError {
  return isRecord(value) && typeof value.pointer === 'string' && typeof value.detail === 'string'
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
