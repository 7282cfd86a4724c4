import { act, screen, waitFor, within } from '@testing-library/react'
import { http } from 'msw'
import { beforeEach, expect, test, vi } from 'vitest'
import { ago, fakeApi, problem } from '@/testing/fake-api'
import { asAdmin, event } from '@/testing/fake-workspace'
import { renderApp } from '@/testing/render-app'
import { server } from '@/testing/server'
import { setOnline } from '@/testing/setup'
import { byDay } from './by-day'

beforeEach(() => window.history.replaceState(null, '', '/settings/api-keys/activity'))

const ada = { id: 'ada', name: 'Ada Admin' }
const zapier = { id: 'key-1', name: 'Zapier', prefix: 'sami_4fJk29sLqZ' }

test('shows each event as a sentence with time and origin, grouped by day', async () => {
  const api = fakeApi()
  api.events = [
    event({ at: new Date().toISOString() }),
    event({ at: ago({ days: 40 }), action: 'key_revoked', actor: ada, key: zapier, agent: 'curl/8.5.0' }),
  ]
  renderApp(api)
  const today = within(await screen.findByRole('region', { name: 'Today' }))
  const [sentence, origin] = today.getByRole('listitem').querySelectorAll('p')
  expect(sentence?.textContent).toBe('You signed in')
  expect(origin?.textContent).toBe('just now from Firefox on macOS, 203.0.113.24')
  expect(screen.getByText(/Ada Admin/).closest('p')?.textContent).toBe(
    'Ada Admin revoked your key “Zapier” (sami_4fJk29sLqZ…)',
  )
  expect(screen.queryByRole('group', { name: 'Whose activity' })).toBeNull()
})

test('loads older events on request; after the last, focuses the end note', async () => {
  const api = fakeApi()
  api.events = Array.from({ length: 60 }, (_, index) => event({ id: `event-${index}` }))
  const { user } = renderApp(api)
  const more = await screen.findByRole('button', { name: 'Load more' })
  expect(screen.getAllByRole('listitem').filter((item) => item.closest('ol'))).toHaveLength(50)
  await user.click(more)
  const end = await screen.findByText('All 60 events shown.')
  expect(document.activeElement).toBe(end)
  expect(screen.queryByRole('button', { name: 'Load more' })).toBeNull()
})

test('admins can show the whole workspace, and the URL keeps it', async () => {
  const api = fakeApi()
  asAdmin(api).events = [
    event({ actor: ada, user: ada, action: 'signed_out' }),
    event({
      action: 'user_deactivated',
      actor: null,
      user: { id: 'tom', name: 'Tom Brandt' },
      ip: null,
      agent: null,
    }),
  ]
  const { user } = renderApp(api)
  expect(await screen.findByText('No activity yet.')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Whole workspace' }))
  expect(await screen.findByText(/signed out/)).toBeTruthy()
  expect(screen.getByText(/An operator deactivated/).textContent).toBe('An operator deactivated Tom Brandt')
  expect(window.location.search).toBe('?of=workspace')
  expect(screen.getByRole('button', { name: 'Whole workspace' }).getAttribute('aria-pressed')).toBe('true')
})

test('a workspace link shows members only their own activity', async () => {
  window.history.replaceState(null, '', '/settings/api-keys/activity?of=workspace')
  const api = fakeApi()
  api.events = [event()]
  renderApp(api)
  await screen.findByText(/signed in/)
  expect(api.count('GET /api/workspace/audit')).toBe(0)
})

test('an error shows why and the request ID, and can be retried; offline shows a notice', async () => {
  const api = fakeApi()
  const { user } = renderApp(api)
  server.use(http.get('/api/audit', () => problem(403, 'forbidden', 'Not today.')))
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('Couldn’t load activity')
  expect(alert.textContent).toContain('req_test')
  server.resetHandlers(...api.handlers)
  api.events = [event()]
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  await screen.findByText(/signed in/)
  act(() => setOnline(false))
  expect(screen.getByText('You’re offline')).toBeTruthy()
  act(() => setOnline(true))
})

test('an ended session is renewed in place', async () => {
  const api = fakeApi()
  api.events = [event()]
  const { user, client } = renderApp(api)
  await screen.findByText(/signed in/)
  server.use(http.get('/api/audit', () => problem(401, 'session_required', 'Sign in.'), { once: true }))
  await act(() => client.invalidateQueries({ queryKey: ['keys', 'activity'] }))
  const again = await screen.findByRole('region', { name: 'Sign in again' })
  expect(screen.getByText(/signed in/)).toBeTruthy()
  await user.type(within(again).getByLabelText('Password'), 'demo-password{Enter}')
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Sign in again' })).toBeNull())
})

test('uses the reader’s days, even when a day has 25 hours', () => {
  vi.stubEnv('TZ', 'America/St_Johns')
  // Clocks went back on 1 November 2026.
  const now = new Date('2026-11-02T03:45:00Z')
  const at = (moment: string) => event({ at: moment })
  const days = byDay(
    [
      at('2026-11-02T03:40:00Z'),
      at('2026-11-01T23:00:00Z'),
      at('2026-11-01T02:40:00Z'),
      at('2026-11-01T02:20:00Z'),
    ],
    now,
  )
  expect(days.map(({ label, events }) => [label, events.length])).toEqual([
    ['Today', 1],
    ['Yesterday', 2],
    [new Intl.DateTimeFormat('en-US', { dateStyle: 'medium' }).format(new Date('2026-10-31T12:00:00Z')), 1],
  ])
})
