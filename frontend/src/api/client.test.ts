import { HttpResponse, http } from 'msw'
import { expect, expectTypeOf, test } from 'vitest'
import { problem } from '@/testing/fake-api'
import { server } from '@/testing/server'
import { api } from './client'
import { ApiError, NetworkError, unwrap } from './problem'
import type { Key } from './types'

/** Answers any request and records what it received. */
function recordRequests(reply: () => Response = () => HttpResponse.json({})) {
  const requests: { line: string; body: string; headers: Headers }[] = []
  server.use(
    http.all('*', async ({ request }) => {
      const { pathname, search } = new URL(request.url)
      requests.push({
        line: `${request.method} ${pathname}${search}`,
        body: await request.clone().text(),
        headers: request.headers,
      })
      return reply()
    }),
  )
  return requests
}

test('path and query parameters are encoded', async () => {
  const requests = recordRequests()
  await api.GET('/api/keys/{id}', { params: { path: { id: '../session?x=1#y' } } })
  await api.GET('/api/workspace/keys', { params: { query: { q: 'a&b=c +ü', limit: 5 } } })
  expect(requests.map(({ line }) => line)).toEqual([
    'GET /api/keys/..%2Fsession%3Fx%3D1%23y',
    'GET /api/workspace/keys?q=a%26b%3Dc+%2B%C3%BC&limit=5',
  ])
})

test('sends a body as JSON with the headers; without a body, sets no Content-Type', async () => {
  const requests = recordRequests()
  await api.POST('/api/keys', {
    params: { header: { 'Idempotency-Key': 'once' } },
    body: { name: 'Zapier', permission: 'read', expires_in: 'never' },
  })
  await api.DELETE('/api/session')
  expect(requests[0]?.body).toBe('{"name":"Zapier","permission":"read","expires_in":"never"}')
  expect(requests[0]?.headers.get('Content-Type')).toBe('application/json')
  expect(requests[0]?.headers.get('Idempotency-Key')).toBe('once')
  expect(requests[1]?.headers.get('Content-Type')).toBeNull()
})

test('an error keeps its code, whether it comes from the server or a proxy', async () => {
  recordRequests(() => problem(403, 'admin_required', 'Ask Ada Admin.'))
  await expect(unwrap(api.GET('/api/session'))).rejects.toMatchObject({ code: 'admin_required' })
  recordRequests(() => new HttpResponse('<h1>Bad gateway</h1>', { status: 502 }))
  const refused: unknown = await unwrap(api.GET('/api/session')).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(ApiError)
  expect(refused).toMatchObject({ status: 502, code: 'unexpected_response' })
})

test('an empty response succeeds; invalid JSON is a network error', async () => {
  recordRequests(() => new HttpResponse(null, { status: 204 }))
  expect(await unwrap(api.DELETE('/api/session'))).toBeUndefined()
  recordRequests(() => new HttpResponse('{"data": [', { status: 200 }))
  await expect(unwrap(api.GET('/api/keys'))).rejects.toBeInstanceOf(NetworkError)
})

test('an aborted call rejects', async () => {
  recordRequests(() => HttpResponse.json({}))
  const gone = AbortSignal.abort()
  await expect(unwrap(api.GET('/api/session', { signal: gone }))).rejects.toBeInstanceOf(NetworkError)
})

test('paths, parameters and responses have the types of the document', async () => {
  expectTypeOf(api.GET<'/api/keys'>).returns.resolves.toHaveProperty('data')
  // @ts-expect-error: no such address
  const unknownAddress = () => api.GET('/api/kes')
  // @ts-expect-error: an address needs its parameters
  const withoutId = () => api.GET('/api/keys/{id}')
  // @ts-expect-error: a body needs its members
  const withoutName = () => api.POST('/api/keys', { body: { permission: 'read' } })
  // @ts-expect-error: that address takes no DELETE
  const otherMethod = () => api.DELETE('/api/keys')
  const key = () => unwrap(api.GET('/api/keys/{id}', { params: { path: { id: '1' } } }))
  expectTypeOf(key).returns.resolves.toEqualTypeOf<Key>()
  expect([unknownAddress, withoutId, withoutName, otherMethod, key]).toHaveLength(5)
})
