// `fetch` with the types of openapi/settings.json: the paths, what each takes and what it returns. Nothing
// else, because the panel only speaks JSON with its own server.
import type { paths } from './schema.gen'

/** How long to wait for a response before giving up. */
const TIMEOUT_MS = 15_000

type Method = 'get' | 'post' | 'patch' | 'delete'

type Operation<Path extends keyof paths, M extends Method> = NonNullable<paths[Path][M]>

type PathsWith<M extends Method> = {
  [Path in keyof paths]: [Operation<Path, M>] extends [never] ? never : Path
}[keyof paths]

// A member is optional if everything in it is.
type Params<Op> = Op extends { parameters: infer P }
  ? Partial<P> extends P
    ? { params?: Omit<P, 'cookie'> }
    : { params: Omit<P, 'cookie'> }
  : unknown

type Body<Op> = Op extends { requestBody: { content: { 'application/json': infer B } } }
  ? { body: B }
  : unknown

type Input<Op> = Params<Op> & Body<Op> & { signal?: AbortSignal }

type Json<Answer> = Answer extends { content: { 'application/json': infer Data } } ? Data : never

type Output<Op> = Op extends { responses: infer Answers }
  ? { [Status in keyof Answers & (200 | 201)]: Json<Answers[Status]> }[keyof Answers & (200 | 201)]
  : never

/** A response, successful or not. `unwrap()` in problem.ts tells them apart. */
interface CallResult<Data> {
  data?: Data
  error?: unknown
  response: Response
}

type Call<M extends Method> = <Path extends PathsWith<M>>(
  path: Path,
  ...input: Partial<Input<Operation<Path, M>>> extends Input<Operation<Path, M>>
    ? [input?: Input<Operation<Path, M>>]
    : [input: Input<Operation<Path, M>>]
) => Promise<CallResult<Output<Operation<Path, M>>>>

interface AnyInput {
  params?: Partial<Record<'path' | 'query' | 'header', Record<string, unknown>>>
  body?: unknown
  signal?: AbortSignal
}

async function call(method: Method, template: string, input: AnyInput = {}): Promise<CallResult<unknown>> {
  const { path = {}, query = {}, header = {} } = input.params ?? {}
  const address = template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(path[name])))
  const search = new URLSearchParams(query as Record<string, string>).toString()
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  const response = await fetch(window.location.origin + address + (search && `?${search}`), {
    method: method.toUpperCase(),
    headers: {
      ...(input.body !== undefined && { 'Content-Type': 'application/json' }),
      ...(header as Record<string, string>),
    },
    body: input.body === undefined ? null : JSON.stringify(input.body),
    signal: input.signal ? AbortSignal.any([input.signal, timeout]) : timeout,
  })
  const text = await response.text()
  if (response.ok) return { data: text === '' ? undefined : JSON.parse(text), response }
  return { error: parsed(text), response }
}

/** A proxy in between may return an error that isn't JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const caller = <M extends Method>(method: M) =>
  ((path: string, input?: AnyInput) => call(method, path, input)) as Call<M>

export const api = {
  GET: caller('get'),
  POST: caller('post'),
  PATCH: caller('patch'),
  DELETE: caller('delete'),
}
