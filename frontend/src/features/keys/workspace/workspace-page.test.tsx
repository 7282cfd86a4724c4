import { act, screen, waitFor, within } from '@testing-library/react'
import { http } from 'msw'
import { beforeEach, expect, test } from 'vitest'
import { ago, fakeApi, fullKey, problem } from '@/testing/fake-api'
import { asAdmin, workspaceKey } from '@/testing/fake-workspace'
import { renderApp } from '@/testing/render-app'
import { server } from '@/testing/server'
import { setOnline } from '@/testing/setup'

beforeEach(() => window.history.replaceState(null, '', '/settings/api-keys/workspace'))

const lena = { id: 'user-lena', name: 'Lena Fischer', email: 'lena@demo.test', active: false }
const maya = { id: 'user-maya', name: 'Maya Okafor', email: 'maya@demo.test', active: true }

const zapier = () =>
  workspaceKey({ id: 'key-zapier', name: 'Zapier', permission: 'write', last_used_at: ago({ hours: 3.5 }) })

async function open(keys = [zapier()]) {
  const api = fakeApi()
  const workspace = asAdmin(api, keys)
  const app = renderApp(api)
  await screen.findByRole('table', { name: 'Workspace API keys' })
  return { ...app, api, workspace }
}

const row = (name: string) => screen.getByRole('row', { name: new RegExp(name) })
const search = () => screen.getByRole('searchbox', { name: 'Search keys by name, owner or prefix' })

test('shows everyone’s keys with owners and warnings', async () => {
  await open([
    zapier(),
    workspaceKey({ name: 'Forgotten', owner: lena, created_at: ago({ days: 9 }) }),
    workspaceKey({ name: 'Mine', owner: maya }),
  ])
  for (const text of ['Tom Brandt', 'tom@demo.test', 'Read & write', '3 hours ago']) {
    expect(row('Zapier').textContent).toContain(text)
  }
  expect(row('Forgotten').textContent).toContain('Lena FischerDeactivated')
  expect(within(row('Forgotten')).getByText('Never used')).toBeTruthy()
  expect(row('Mine').textContent).toContain('Maya Okaforyou')
  expect(screen.getByText(/Admins can revoke them, but can’t use or copy them/)).toBeTruthy()
})

test('searches on the server, debounced, and keeps the search in the URL', async () => {
  const { user, workspace } = await open([zapier(), workspaceKey({ name: 'Reports', owner: lena })])
  workspace.requests.length = 0
  await user.type(search(), 'lena f')
  await waitFor(() => expect(screen.queryByRole('row', { name: /Zapier/ })).toBeNull())
  expect(row('Reports')).toBeTruthy()
  expect(window.location.search).toBe('?q=lena+f')
  expect(workspace.requests.at(-1)).toBe('?status=active&q=lena+f')
  expect(workspace.requests.length).toBeLessThan(3)
  await user.type(search(), 'x')
  await user.click(await screen.findByRole('button', { name: 'Clear search' }))
  expect(await screen.findByRole('row', { name: /Zapier/ })).toBeTruthy()
  expect(search()).toHaveProperty('value', '')
})

test('keeps and sends only the prefix of a key in the search', async () => {
  const { user, workspace, api } = await open()
  const secret = fullKey(zapier()).slice(16)
  search().focus()
  await user.paste(fullKey(workspace.keys[0] ?? zapier()))
  await screen.findByText(/Only the prefix is searched/)
  await waitFor(() => expect(window.location.search).toBe(`?q=${workspace.keys[0]?.prefix}`))
  expect(search()).toHaveProperty('value', workspace.keys[0]?.prefix)
  expect(JSON.stringify([workspace.requests, api.calls, window.location.href])).not.toContain(secret)
})

test('shows active keys first; revoked keys on request, with who revoked them', async () => {
  const { user } = await open([
    zapier(),
    workspaceKey({
      name: 'Old',
      status: 'revoked',
      revoked_at: ago({ days: 2, hours: 1 }),
      revoked_by: { id: maya.id, name: maya.name },
    }),
    workspaceKey({
      name: 'Found',
      status: 'revoked',
      revoked_at: ago({ hours: 3.1 }),
      reported_leaked: true,
    }),
  ])
  expect(screen.queryByRole('row', { name: /Old|Found/ })).toBeNull()
  await user.selectOptions(screen.getByRole('combobox', { name: 'Status' }), 'Revoked')
  expect((await screen.findByRole('row', { name: /Old/ })).textContent).toContain('Revoked2 days agoby you')
  expect(screen.getByRole('row', { name: /Found/ }).textContent).toContain(
    'Revoked3 hours agoReported as leaked',
  )
  expect(screen.queryByRole('button', { name: /^Revoke / })).toBeNull()
  expect(window.location.search).toBe('?status=revoked')
})

test('loads more keys on request', async () => {
  const { user } = await open(
    Array.from({ length: 7 }, (_, index) => workspaceKey({ name: `Tool ${index}` })),
  )
  expect(screen.getAllByRole('rowheader')).toHaveLength(3)
  await user.click(screen.getByRole('button', { name: 'Load more' }))
  await waitFor(() => expect(screen.getAllByRole('rowheader')).toHaveLength(6))
  await user.click(screen.getByRole('button', { name: 'Load more' }))
  await waitFor(() => expect(screen.getAllByRole('rowheader')).toHaveLength(7))
  expect(document.activeElement).toBe(screen.getByText('All 7 keys shown.'))
})

test('revoking names the owner, uses the workspace endpoint and removes the row', async () => {
  const { user, api } = await open([zapier(), workspaceKey({ name: 'Reports' })])
  await user.click(screen.getByRole('button', { name: 'Revoke Zapier, owned by Tom Brandt' }))
  const dialog = await screen.findByRole('alertdialog', { name: 'Revoke “Zapier”?' })
  expect(dialog.textContent).toContain('It acts as Tom Brandt.')
  expect(dialog.textContent).toContain('Tom Brandt’s integrations using it will start failing.')
  expect(await within(dialog).findByText('12 calls')).toBeTruthy()
  expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Keep key' }))
  await user.dblClick(within(dialog).getByRole('button', { name: 'Revoke key' }))
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
  expect(api.count('POST /api/workspace/keys/key-zapier/revoke')).toBe(1)
  expect(api.count('POST /api/keys/key-zapier/revoke')).toBe(0)
  for (const own of ['', '/usage']) expect(api.count(`GET /api/keys/key-zapier${own}`)).toBe(0)
  expect(screen.queryByRole('row', { name: /Zapier/ })).toBeNull()
  await waitFor(() =>
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Workspace keys' })),
  )
  expect(
    screen.getByText('Revoked “Zapier”, owned by Tom Brandt. It stopped working immediately.'),
  ).toBeTruthy()
})

test('the dialog for your own key names no owner', async () => {
  const { user } = await open([workspaceKey({ name: 'Mine', owner: maya })])
  await user.click(screen.getByRole('button', { name: 'Revoke Mine, owned by Maya Okafor' }))
  const dialog = await screen.findByRole('alertdialog', { name: 'Revoke “Mine”?' })
  expect(dialog.textContent).not.toContain('Maya')
})

test('errors show why and can be retried; offline disables revoking', async () => {
  const { user, api, client } = await open()
  server.use(
    http.get('/api/workspace/keys', () =>
      problem(429, 'rate_limited', 'Slow down.', { headers: { 'Retry-After': '24' } }),
    ),
  )
  await act(() => client.invalidateQueries({ queryKey: ['keys', 'workspace'] }))
  expect(await screen.findByText('Couldn’t refresh the list')).toBeTruthy()
  expect(screen.getByRole('button', { name: /Try again in 2\d s/ })).toBeTruthy()
  expect(row('Zapier')).toBeTruthy()

  server.resetHandlers(...api.handlers)
  api.signedIn = false
  await act(() => client.invalidateQueries({ queryKey: ['keys', 'workspace'] }))
  const again = await screen.findByRole('region', { name: 'Sign in again' })
  await user.type(within(again).getByLabelText('Password'), 'demo-password{Enter}')
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Sign in again' })).toBeNull())

  act(() => setOnline(false))
  expect(
    screen.getByRole('button', { name: 'Revoke Zapier, owned by Tom Brandt' }).hasAttribute('disabled'),
  ).toBe(true)
  act(() => setOnline(true))
})

test('narrow screens show the same details as cards', async () => {
  const narrow = window.matchMedia
  window.matchMedia = (query) => Object.assign(narrow(query), { matches: false })
  const api = fakeApi()
  asAdmin(api, [zapier()])
  renderApp(api)
  const cards = within(await screen.findByRole('list', { name: 'Workspace API keys' }))
  for (const text of ['Zapier', 'Owner', 'Tom Brandt', 'Last used', 'Expires', 'Never', 'Revoke']) {
    expect(cards.getByRole('listitem').textContent).toContain(text)
  }
})
