import { act, screen, waitFor, within } from '@testing-library/react'
import { http } from 'msw'
import { describe, expect, test } from 'vitest'
import { ago, fakeApi, key, problem } from '@/testing/fake-api'
import { activeHeading, renderApp } from '@/testing/render-app'
import { server } from '@/testing/server'
import { setOnline } from '@/testing/setup'

const many = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    key({ name: `Tool ${index + 1}`, created_at: ago({ days: index }) }),
  )

test('shows the title, docs link, Create key and each active key’s details', async () => {
  const expires = new Date(Date.now() + 100 * 86_400_000)
  renderApp(
    fakeApi([
      key({
        name: 'Zapier production',
        prefix: 'sami_AbCdEfGhIj',
        permission: 'write',
        last_used_at: ago({ hours: 3 }),
        last_used_agent: 'Zapier',
        expires_at: expires.toISOString(),
      }),
      key({ name: 'Quiet', created_at: ago({ days: 30 }) }),
      key({ name: 'Stopped', status: 'expired', expires_at: ago({ days: 2 }) }),
    ]),
  )
  await activeHeading()
  expect(screen.getByRole('heading', { level: 1, name: 'API keys' })).toBeTruthy()
  expect(screen.getByRole('link', { name: 'API docs' }).getAttribute('href')).toBe('/docs')

  const table = screen.getByRole('table', { name: 'Active API keys' })
  const row = (name: string) => within(table).getByRole('row', { name: new RegExp(name) })
  for (const text of ['sami_AbCdEfGhIj…', 'Read & write', '3 hours ago', 'Zapier', 'in 3 months']) {
    expect(row('Zapier production').textContent).toContain(text)
  }
  expect(row('Quiet').textContent).toContain('Never used')
  // An expired key stays in the owner's list and can be revoked.
  expect(row('Stopped').textContent).toContain('Expired')
  expect(within(row('Stopped')).getByRole('button', { name: 'Revoke Stopped' })).toBeTruthy()
})

test('a timestamp shows the exact local and UTC time on focus; Esc hides it', async () => {
  const { user } = renderApp(fakeApi([key({ last_used_at: '2026-03-05T14:07:09.123456Z' })]))
  await activeHeading()
  const table = screen.getByRole('table')
  const moment = within(table).getAllByRole('button', { name: / ago$/ })[0]
  act(() => moment?.focus())
  const bubble = screen.getByRole('tooltip')
  expect(bubble.textContent).toMatch(/5.*2026.*(2:07|14:07).*UTC/)
  expect(moment?.getAttribute('aria-describedby')).toBe(bubble.id)
  expect(within(table).getAllByText(/ago$/, { selector: 'time' })[0]?.getAttribute('datetime')).toBe(
    '2026-03-05T14:07:09.123456Z',
  )
  await user.keyboard('{Escape}')
  expect(screen.queryByRole('tooltip')).toBeNull()
})

test('an empty list explains keys and has its own Create key button', async () => {
  renderApp(fakeApi([]))
  expect(await screen.findByText('Connect your first tool')).toBeTruthy()
  expect(screen.getAllByRole('button', { name: 'Create key' })).toHaveLength(2)
})

describe('search and sort', () => {
  test('eight keys show neither, whatever the URL says', async () => {
    window.history.replaceState(null, '', '/settings/api-keys?q=nothing')
    renderApp(fakeApi(many(8)))
    await activeHeading()
    expect(screen.queryByRole('searchbox')).toBeNull()
    expect(screen.getAllByRole('row')).toHaveLength(9)
  })

  test('nine keys show both, and the URL keeps them', async () => {
    const { user } = renderApp(fakeApi(many(9)))
    await activeHeading()
    expect(screen.getByRole('columnheader', { name: 'Created' }).getAttribute('aria-sort')).toBe('descending')
    await user.click(screen.getByRole('button', { name: 'Name' }))
    expect(screen.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe('ascending')
    expect(screen.getByRole('columnheader', { name: 'Created' }).getAttribute('aria-sort')).toBeNull()
    expect(screen.getAllByRole('rowheader')[0]?.textContent).toContain('Tool 1')

    await user.type(screen.getByRole('searchbox'), 'tool 7')
    expect(screen.getAllByRole('rowheader')).toHaveLength(1)
    expect(new URLSearchParams(window.location.search).get('q')).toBe('tool 7')
    expect(new URLSearchParams(window.location.search).get('sort')).toBe('name')
    expect(screen.getByText('1 of 9 keys match')).toBeTruthy()

    await user.type(screen.getByRole('searchbox'), 'x')
    await user.click(screen.getByRole('button', { name: 'Clear search' }))
    expect(screen.getAllByRole('rowheader')).toHaveLength(9)
    expect(window.location.search).toBe('?sort=name')
  })

  test('a URL with a search applies it', async () => {
    window.history.replaceState(null, '', '/settings/api-keys?q=tool+3')
    renderApp(fakeApi(many(9)))
    await activeHeading()
    expect(screen.getAllByRole('rowheader')).toHaveLength(1)
  })
})

test('search covers revoked keys and shows how many match', async () => {
  const retired = Array.from({ length: 3 }, (_, index) =>
    key({ name: `Retired ${index + 1}`, status: 'revoked', revoked_at: ago({ days: index + 1 }) }),
  )
  const { user } = renderApp(fakeApi([...many(9), ...retired]))
  await activeHeading()
  const field = await screen.findByRole('searchbox')
  await user.type(field, 'retired 2')
  expect(screen.getByText('No active keys match “retired 2”')).toBeTruthy()
  expect(screen.getByText(/Matching revoked keys below: 1\./)).toBeTruthy()
  expect(screen.getByText('0 of 9 keys match, 1 of 3 revoked keys')).toBeTruthy()
  await user.click(screen.getByRole('heading', { name: 'Revoked keys 1 of 3 match' }))
  const table = await screen.findByRole('table', { name: 'Revoked API keys' })
  expect(within(table).getAllByRole('rowheader')).toHaveLength(1)
  await user.type(field, 'x')
  expect(screen.getByText(/No revoked keys match either\./)).toBeTruthy()
})

describe('more keys than fit', () => {
  test('load 50 at a time, and focus moves to the first new one', async () => {
    const { user } = renderApp(fakeApi(many(120)))
    await activeHeading()
    const names = () =>
      screen.getAllByRole('rowheader').map((cell) => within(cell).getByRole('button').textContent)
    expect(names()).toHaveLength(50)
    expect(screen.getByText('50 of 120 shown')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Show 50 more' }))
    expect(names()).toHaveLength(100)
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Tool 51' }))
    await user.click(screen.getByRole('button', { name: 'Show 20 more' }))
    expect(names()).toHaveLength(120)
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Tool 101' }))
    expect(screen.queryByText(/shown$/)).toBeNull()
  })

  test('are all searched and sorted, not only the visible ones', async () => {
    const { user } = renderApp(fakeApi(many(120)))
    await activeHeading()
    await user.click(screen.getByRole('button', { name: 'Show 50 more' }))
    await user.type(await screen.findByRole('searchbox'), 'tool 120')
    expect(screen.getAllByRole('rowheader')).toHaveLength(1)
    await user.clear(screen.getByRole('searchbox'))
    expect(screen.getAllByRole('rowheader')).toHaveLength(50)
    // From newest first to oldest first.
    await user.click(screen.getByRole('button', { name: 'Created' }))
    expect(screen.getAllByRole('rowheader')[0]?.textContent).toContain('Tool 120')
  })

  test('are also paged in the revoked list', async () => {
    const { user } = renderApp(
      fakeApi(many(60).map((one) => ({ ...one, status: 'revoked', revoked_at: one.created_at }))),
    )
    await user.click(await screen.findByRole('heading', { name: /^Revoked keys/ }))
    await user.click(await screen.findByRole('button', { name: 'Show 10 more' }))
    expect(screen.getAllByRole('rowheader')).toHaveLength(60)
  })
})

describe('failures', () => {
  test('offline, shows the list’s age and disables changes', async () => {
    renderApp(fakeApi(many(1)))
    await activeHeading()
    act(() => setOnline(false))
    expect(screen.getByText('You’re offline')).toBeTruthy()
    expect(screen.getByText(/Showing the list as of/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Create key' }).hasAttribute('disabled')).toBe(true)
    expect(screen.getByRole('button', { name: 'Revoke Tool 1' }).hasAttribute('disabled')).toBe(true)

    act(() => setOnline(true))
    await waitFor(() => expect(screen.queryByText('You’re offline')).toBeNull())
    expect(screen.getByRole('button', { name: 'Create key' }).hasAttribute('disabled')).toBe(false)
  })

  test('a list that fails to load shows why and the request ID, and can be retried', async () => {
    const api = fakeApi(many(1))
    const { user } = renderApp(api)
    server.use(http.get('/api/keys', () => problem(403, 'forbidden', 'Not today.')))
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('Couldn’t load your keys')
    expect(alert.textContent).toContain('Not today.')
    expect(alert.textContent).toContain('req_test')
    server.resetHandlers(...api.handlers)
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    await activeHeading()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  test('after too many requests, retrying waits as long as the server asks', async () => {
    renderApp(fakeApi(many(1)))
    server.use(
      http.get('/api/keys', () =>
        problem(429, 'rate_limited', 'Slow down.', { headers: { 'Retry-After': '24' } }),
      ),
    )
    const button = await screen.findByRole('button', { name: 'Try again in 24 s' })
    expect(button.hasAttribute('disabled')).toBe(true)
  })

  test('if the session ends, the list stays and sign-in happens on the page', async () => {
    const api = fakeApi(many(1))
    const { user, client } = renderApp(api)
    await activeHeading()
    api.signedIn = false
    await act(() => client.invalidateQueries({ queryKey: ['keys'] }))
    const again = await screen.findByRole('region', { name: 'Sign in again' })
    expect(screen.getByRole('rowheader', { name: /Tool 1/ })).toBeTruthy()
    await user.type(within(again).getByLabelText('Password'), 'demo-password{Enter}')
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Sign in again' })).toBeNull())
  })
})

describe('30 days of usage', () => {
  const used = (name: string) => key({ id: name, name, last_used_at: ago({ hours: 1 }) })

  test('are charted for each used key with a text label, from one request', async () => {
    const api = fakeApi([used('Busy'), used('Refused'), used('Long ago'), key({ name: 'Quiet' })])
    api.usage = { Busy: { calls: [352, 60] }, Refused: { calls: [], refusals: [9] } }
    renderApp(api)
    await activeHeading()
    expect(
      await screen.findByRole('img', { name: /^412 calls in 30 days; busiest .* with 352$/ }),
    ).toBeTruthy()
    expect(screen.getByRole('img', { name: 'No calls in 30 days, 9 refused' })).toBeTruthy()
    expect(within(screen.getByRole('table')).getAllByRole('img')).toHaveLength(2)
    expect(api.count('GET /api/keys/usage')).toBe(1)
  })

  test('aren’t fetched if no key was ever used', async () => {
    const api = fakeApi([key()])
    const { client } = renderApp(api)
    await activeHeading()
    // The request had its chance: the code has loaded, and a later request was answered.
    await act(() => import('../usage/row-sparkline'))
    await act(() => client.refetchQueries({ queryKey: ['keys', 'list'] }))
    expect(api.count('GET /api/keys')).toBe(2)
    expect(api.count('GET /api/keys/usage')).toBe(0)
  })

  test('are left out silently if they fail to load', async () => {
    renderApp(fakeApi([used('Busy')]))
    let asked = false
    server.use(
      http.get('/api/keys/usage', () => {
        asked = true
        return problem(403, 'forbidden', 'Not today.')
      }),
    )
    await activeHeading()
    await waitFor(() => expect(asked).toBe(true))
    expect(screen.queryByRole('alert')).toBeNull()
    expect(screen.queryByRole('img')).toBeNull()
  })
})

test('revoked keys are collapsed, newest first, with who and when', async () => {
  const revoked = (name: string, days: number, by: string) =>
    key({
      name,
      status: 'revoked',
      revoked_at: ago({ days, hours: 12 }),
      revoked_by: { id: by === 'Maya' ? 'user-maya' : 'other', name: by },
    })
  const { user } = renderApp(fakeApi([revoked('First', 9, 'Ada Admin'), revoked('Second', 2, 'Maya')]))
  const heading = await screen.findByRole('heading', { name: /^Revoked keys/ })
  expect(screen.queryByText('First')).toBeNull()
  await user.click(heading)
  const rows = await screen.findAllByRole('rowheader')
  expect(rows.map(({ textContent }) => textContent?.slice(0, 5))).toEqual(['Secon', 'First'])
  expect(screen.getByRole('row', { name: /First/ }).textContent).toContain('9 days agoby Ada Admin')
  expect(screen.getByRole('row', { name: /Second/ }).textContent).toContain('by you')
})

test('shows attempts with inactive keys in their rows', async () => {
  const attempts = { count: 14, last_at: ago({ hours: 3.5 }), last_ip: '203.0.113.24', last_agent: 'Zapier' }
  const dead = { status: 'revoked', revoked_at: ago({ days: 2 }) } as const
  const { user } = renderApp(
    fakeApi([
      key({
        name: 'Stopped',
        status: 'expired',
        expires_at: ago({ days: 2 }),
        attempts: { ...attempts, count: 1 },
      }),
      key({ name: 'Leaked', ...dead, attempts }),
      key({ name: 'Expired first', ...dead, expires_at: ago({ days: 5 }), attempts }),
      key({ name: 'Left alone', ...dead }),
    ]),
  )
  await user.click(await screen.findByRole('heading', { name: /^Revoked keys/ }))
  const row = async (name: string) => (await screen.findByRole('row', { name: new RegExp(name) })).textContent
  const from = 'last 3 hours ago from 203.0.113.24 (Zapier)'
  expect(await row('Leaked')).toContain(`14 attempts since it was revoked, ${from}`)
  expect(await row('Expired first')).toContain(`14 attempts since it expired, ${from}`)
  expect(await row('Left alone')).not.toContain('attempt')
  expect(await row('Stopped')).toMatch(
    /1 refused call since it expired$|1 refused call since it expired(?!,)/,
  )
})

test('under 640 px, shows the same details as cards', async () => {
  const narrow = window.matchMedia
  window.matchMedia = (query) => Object.assign(narrow(query), { matches: false })
  renderApp(fakeApi([key({ name: 'Zapier', permission: 'admin' })]))
  await activeHeading()
  expect(screen.queryByRole('table')).toBeNull()
  const card = within(screen.getByRole('list', { name: 'Active API keys' })).getByRole('listitem')
  for (const text of ['Zapier', 'Admin', 'Last used', 'Never used', 'Expires', 'Never', 'Created']) {
    expect(card.textContent).toContain(text)
  }
})
