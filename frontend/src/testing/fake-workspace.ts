// What workspace admins see beyond their own keys, on top of the fake API.
import { HttpResponse, http } from 'msw'
import type { Event, WorkspaceKey } from '@/api/types'
import { ago, type FakeApi, key, problem, session } from './fake-api'

export interface FakeWorkspace {
  keys: WorkspaceKey[]
  events: Event[]
  /** Every request for keys, as "?status=active&q=za". */
  requests: string[]
}

const PAGE = 3

export function workspaceKey(overrides: Partial<WorkspaceKey> = {}): WorkspaceKey {
  const owner = { id: 'user-tom', name: 'Tom Brandt', email: 'tom@demo.test', active: true }
  return { ...key(), owner, ...overrides }
}

export function event(overrides: Partial<Event> = {}): Event {
  const { id, name } = session.user
  return {
    id: `event-${Math.random()}`,
    at: ago({ hours: 1 }),
    action: 'signed_in',
    actor: { id, name },
    user: { id, name },
    key: null,
    ip: '203.0.113.24',
    agent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 14.6; rv:145.0) Gecko/20100101 Firefox/145.0',
    detail: {},
    ...overrides,
  }
}

/** Signs in an admin instead. Pages have three items. */
export function asAdmin(api: FakeApi, keys: WorkspaceKey[] = []): FakeWorkspace {
  const workspace: FakeWorkspace = { keys, events: [], requests: [] }
  const admin = { ...session, user: { ...session.user, role: 'admin' as const } }
  const refused = () => problem(401, 'session_required', 'Sign in to continue.')
  // After the handler that records every request.
  api.handlers.splice(
    1,
    0,
    http.get('/api/session', () => (api.signedIn ? HttpResponse.json(admin) : refused())),
    http.get('/api/workspace/keys', ({ request }) => {
      if (!api.signedIn) return refused()
      const { search, searchParams } = new URL(request.url)
      workspace.requests.push(search)
      const q = (searchParams.get('q') ?? '').toLowerCase()
      const status = searchParams.get('status')
      const matches = workspace.keys.filter(
        (one) =>
          (status === 'all' || (one.status === 'revoked') === (status === 'revoked')) &&
          [one.name, one.owner.name, one.prefix].some((text) => text.toLowerCase().includes(q)),
      )
      return HttpResponse.json(pageOf(matches, searchParams.get('cursor')))
    }),
    http.get('/api/workspace/keys/:id', ({ params }) =>
      HttpResponse.json(workspace.keys.find(({ id }) => id === params.id)),
    ),
    http.get('/api/workspace/keys/:id/usage', ({ params }) =>
      HttpResponse.json({
        id: params.id,
        since: ago({ days: 29 }).slice(0, 10),
        calls: [...Array<number>(29).fill(0), 12],
        refusals: Array<number>(30).fill(0),
      }),
    ),
    http.post('/api/workspace/keys/:id/revoke', ({ params }) => {
      if (!api.signedIn) return refused()
      const { id, name } = session.user
      workspace.keys = workspace.keys.map((one) =>
        one.id === params.id
          ? { ...one, status: 'revoked', revoked_at: ago({}), revoked_by: { id, name } }
          : one,
      )
      return HttpResponse.json(workspace.keys.find(({ id }) => id === params.id))
    }),
    http.get('/api/workspace/audit', ({ request }) =>
      HttpResponse.json(pageOf(workspace.events, new URL(request.url).searchParams.get('cursor'))),
    ),
  )
  return workspace
}

function pageOf<Item extends { id: string }>(items: Item[], cursor: string | null) {
  const from = cursor === null ? 0 : items.findIndex(({ id }) => id === cursor) + 1
  const data = items.slice(from, from + PAGE)
  const has_more = from + data.length < items.length
  return { data, has_more, next_cursor: has_more ? data.at(-1)?.id : null }
}
