// The settings API in memory, with enough behavior to test the panel.
import { HttpResponse, http } from 'msw'
import type { Event, Grace, Key, NewKey, Session } from '@/api/types'

export const session: Session = {
  user: { id: 'user-maya', name: 'Maya Okafor', email: 'maya@demo.test', role: 'member' },
  workspace: { id: 'workspace-acme', name: 'Acme Demo' },
}

export const SECRET_TAIL = 'Zq7Secret0Zq7Secret0Zq7Secret0Zq7chk00'

export interface FakeApi {
  keys: Key[]
  /** By key ID: answered and refused calls of the last days, ending today. Earlier days have none. */
  usage: Record<string, { calls: number[]; refusals?: number[] }>
  events: Event[]
  /** Every request, as "POST /api/keys". */
  calls: string[]
  idempotencyKeys: string[]
  signedIn: boolean
  handlers: ReturnType<typeof http.all>[]
  count: (call: string) => number
}

let serial = 0

export function key(overrides: Partial<Key> = {}): Key {
  serial += 1
  return {
    id: `key-${serial}`,
    name: `Key ${serial}`,
    prefix: `sami_Prefix${String(serial).padStart(4, '0')}`,
    permission: 'read',
    status: 'active',
    created_at: ago({ days: 1 }),
    expires_at: null,
    last_used_at: null,
    last_used_ip: null,
    last_used_agent: null,
    calls: 0,
    needed_permission: null,
    attempts: { count: 0, last_at: null, last_ip: null, last_agent: null },
    replaced_at: null,
    replaced_by: null,
    calls_since_replaced: null,
    replaces: null,
    revoked_at: null,
    revoked_by: null,
    reported_leaked: false,
    ...overrides,
  }
}

export function ago({ days = 0, hours = 0 }: { days?: number; hours?: number }): string {
  return new Date(Date.now() - (days * 24 + hours) * 3_600_000).toISOString()
}

export function problem(
  status: number,
  code: string,
  detail: string,
  extra: { errors?: unknown[]; headers?: Record<string, string> } = {},
) {
  const body = { type: 'about:blank', title: code, status, detail, code, request_id: 'req_test', ...extra }
  return HttpResponse.json(body, {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...extra.headers },
  })
}

export function fakeApi(keys: Key[] = []): FakeApi {
  const responses = new Map<string, Key>()
  const api: FakeApi = {
    keys,
    usage: {},
    events: [],
    calls: [],
    idempotencyKeys: [],
    signedIn: true,
    handlers: [],
    count: (call) => api.calls.filter((one) => one === call).length,
  }
  const refused = () => problem(401, 'session_required', 'Sign in to continue.')

  api.handlers = [
    http.all('*', ({ request }) => {
      api.calls.push(`${request.method} ${new URL(request.url).pathname}`)
    }),
    http.get('/api/session', () => (api.signedIn ? HttpResponse.json(session) : refused())),
    http.post('/api/session', async ({ request }) => {
      const { password } = (await request.json()) as { password: string }
      if (password !== 'demo-password') return problem(401, 'invalid_credentials', 'Wrong.')
      api.signedIn = true
      return HttpResponse.json(session)
    }),
    http.delete('/api/session', () => {
      api.signedIn = false
      return new HttpResponse(null, { status: 204 })
    }),
    http.get('/api/sign-in-hints', () =>
      HttpResponse.json({ signed_in: api.signedIn, demo_accounts: [], demo_password: null }),
    ),
    http.get('/api/keys', () => (api.signedIn ? HttpResponse.json({ data: api.keys }) : refused())),
    http.post('/api/keys', async ({ request }) => {
      if (!api.signedIn) return refused()
      const idempotencyKey = request.headers.get('Idempotency-Key') ?? ''
      api.idempotencyKeys.push(idempotencyKey)
      const stored = responses.get(idempotencyKey)
      if (stored) return HttpResponse.json(stored, { headers: { 'Idempotent-Replayed': 'true' } })
      const { name, permission } = (await request.json()) as NewKey
      const created = key({ name, permission, created_at: ago({}) })
      api.keys = [created, ...api.keys]
      responses.set(idempotencyKey, created)
      return HttpResponse.json({ ...created, key: fullKey(created) }, { status: 201 })
    }),
    http.get('/api/keys/usage', () =>
      HttpResponse.json({
        since: usageSince(),
        data: Object.entries(api.usage).map(([id, days]) => ({ id, ...thirtyDays(days) })),
      }),
    ),
    http.get('/api/keys/:id/usage', ({ params }) => {
      const id = String(params.id)
      return HttpResponse.json({ id, since: usageSince(), ...thirtyDays(api.usage[id] ?? { calls: [] }) })
    }),
    http.get('/api/audit', ({ request }) => {
      const { searchParams } = new URL(request.url)
      const [keyId, cursor] = [searchParams.get('key_id'), searchParams.get('cursor')]
      const all = api.events.filter(({ key }) => keyId === null || key?.id === keyId)
      const from = cursor === null ? 0 : all.findIndex(({ id }) => id === cursor) + 1
      const data = all.slice(from, from + Number(searchParams.get('limit') ?? 50))
      const has_more = from + data.length < all.length
      return HttpResponse.json({ data, has_more, next_cursor: has_more ? data[data.length - 1]?.id : null })
    }),
    http.patch('/api/keys/:id', async ({ params, request }) => {
      if (!api.signedIn) return refused()
      const { name } = (await request.json()) as { name: string }
      if (api.keys.some((one) => one.id !== params.id && one.name === name)) {
        const detail = `You already have a key named '${name}'.`
        return problem(409, 'name_taken', detail, {
          errors: [{ pointer: '/name', code: 'name_taken', detail }],
        })
      }
      api.keys = api.keys.map((one) => (one.id === params.id ? { ...one, name } : one))
      return HttpResponse.json(api.keys.find(({ id }) => id === params.id))
    }),
    http.get('/api/keys/:id', ({ params }) => {
      const found = api.keys.find(({ id }) => id === params.id)
      return found ? HttpResponse.json(found) : problem(404, 'not_found', 'No such key.')
    }),
    http.post('/api/keys/:id/replace', async ({ params, request }) => {
      if (!api.signedIn) return refused()
      const idempotencyKey = request.headers.get('Idempotency-Key') ?? ''
      api.idempotencyKeys.push(idempotencyKey)
      const stored = responses.get(idempotencyKey)
      if (stored) return HttpResponse.json(stored, { headers: { 'Idempotent-Replayed': 'true' } })
      const { grace } = (await request.json()) as { grace: Grace }
      const old = api.keys.find(({ id }) => id === params.id)
      if (!old) return problem(404, 'not_found', 'No such key.')
      if (old.replaced_by) return problem(409, 'already_replaced', 'Its replacement is there.')
      if (old.status === 'revoked') return problem(409, 'already_revoked', 'It is dead already.')
      const { id, name, prefix, permission, expires_at } = old
      const replacement = key({
        name,
        permission,
        expires_at,
        created_at: ago({}),
        replaces: { id, name, prefix },
      })
      const stops = Math.min(
        Date.now() + GRACE_HOURS[grace] * 3_600_000,
        Date.parse(expires_at ?? '9999-01-01'),
      )
      const replaced: Key = {
        ...old,
        replaced_at: ago({}),
        replaced_by: { id: replacement.id, name, prefix: replacement.prefix },
        calls_since_replaced: 0,
        ...(grace === '0'
          ? { status: 'revoked', revoked_at: ago({}) }
          : { expires_at: new Date(stops).toISOString() }),
      }
      api.keys = [replacement, ...api.keys.map((one) => (one === old ? replaced : one))]
      responses.set(idempotencyKey, replacement)
      return HttpResponse.json({ ...replacement, key: fullKey(replacement) }, { status: 201 })
    }),
    http.post('/api/keys/:id/revoke', ({ params }) => {
      if (!api.signedIn) return refused()
      api.keys = api.keys.map((one) =>
        one.id === params.id
          ? {
              ...one,
              status: 'revoked',
              revoked_at: ago({}),
              revoked_by: { id: session.user.id, name: session.user.name },
            }
          : one,
      )
      return HttpResponse.json(api.keys.find(({ id }) => id === params.id))
    }),
  ]
  return api
}

const GRACE_HOURS: Record<Grace, number> = { '0': 0, '1h': 1, '24h': 24, '7d': 7 * 24 }

export const fullKey = (created: Key): string => `${created.prefix}_${SECRET_TAIL}`

const DAYS_SHOWN = 30

const usageSince = (): string => ago({ days: DAYS_SHOWN - 1 }).slice(0, 10)

function thirtyDays({ calls, refusals = [] }: { calls: number[]; refusals?: number[] }) {
  const padded = (counts: number[]) => [...Array(DAYS_SHOWN - counts.length).fill(0), ...counts]
  return { calls: padded(calls), refusals: padded(refusals) }
}
