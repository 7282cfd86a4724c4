import { act, screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { expect, test } from 'vitest'
import { ago, fakeApi, key, problem } from '@/testing/fake-api'
import { activeHeading, renderApp } from '@/testing/render-app'
import { server } from '@/testing/server'
import { setOnline } from '@/testing/setup'

const inUse = () =>
  key({
    id: 'key-zapier',
    name: 'Zapier production',
    last_used_at: ago({ hours: 3.5 }),
    last_used_agent: 'Zapier',
    last_used_ip: '203.0.113.24',
  })

async function openRevokeDialog(api = fakeApi([inUse()])) {
  const app = renderApp(api)
  await app.user.click(await screen.findByRole('button', { name: 'Revoke Zapier production' }))
  const dialog = await screen.findByRole('alertdialog', { name: 'Revoke “Zapier production”?' })
  return { ...app, api, dialog }
}

const confirm = () => screen.getByRole('button', { name: 'Revoke key' })

test('Keep key has focus; Enter keeps the key and returns to the row', async () => {
  const { user, api } = await openRevokeDialog()
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Keep key' })))
  await user.keyboard('{Enter}')
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
  expect(api.count('POST /api/keys/key-zapier/revoke')).toBe(0)
  const button = screen.getByRole('button', { name: 'Revoke Zapier production' })
  await waitFor(() => expect(document.activeElement).toBe(button))
})

test('shows prefix, last use and client, and warns within 24 hours of use', async () => {
  const { dialog, api } = await openRevokeDialog()
  expect(within(dialog).getByText(`${api.keys[0]?.prefix}…`)).toBeTruthy()
  expect(within(dialog).getByText('In use: last call 3 hours ago')).toBeTruthy()
  expect(dialog.textContent).toContain('Zapier · 203.0.113.24')
})

test('fetches fresh evidence instead of using an old list', async () => {
  const api = fakeApi([{ ...inUse(), last_used_at: null, last_used_agent: null, last_used_ip: null }])
  const { user } = renderApp(api)
  await activeHeading()
  await screen.findByText('Never used')
  api.keys = [inUse()]
  await user.click(screen.getByRole('button', { name: 'Revoke Zapier production' }))
  expect(await screen.findByText('In use: last call 3 hours ago')).toBeTruthy()
})

test('shows calls and refusals of the last 7 days and a chart of 30', async () => {
  const api = fakeApi([inUse()])
  api.usage = { 'key-zapier': { calls: [90, 1, 0, 0, 0, 0, 0, 5], refusals: [2, 0, 0, 0, 0, 0, 4, 0] } }
  const { dialog } = await openRevokeDialog(api)
  expect(await within(dialog).findByText('6 calls, 4 refused')).toBeTruthy()
  expect(within(dialog).getByRole('img', { name: /^96 calls in 30 days, 6 refused/ })).toBeTruthy()
})

test('if usage fails to load, says so and still revokes', async () => {
  const api = fakeApi([inUse()])
  const { user } = renderApp(api)
  server.use(http.get('/api/keys/:id/usage', () => problem(500, 'internal_error', 'Broken.')))
  await user.click(await screen.findByRole('button', { name: 'Revoke Zapier production' }))
  expect(await screen.findByText('Couldn’t load usage')).toBeTruthy()
  await user.click(confirm())
  await waitFor(() => expect(api.keys[0]?.status).toBe('revoked'))
})

test('revoking doesn’t wait for the evidence', async () => {
  const api = fakeApi([inUse()])
  const { user } = renderApp(api)
  server.use(
    http.get('/api/keys/:id/usage', () => new Promise(() => {})),
    http.get('/api/keys/:id', () => new Promise(() => {})),
  )
  await user.click(await screen.findByRole('button', { name: 'Revoke Zapier production' }))
  expect(await screen.findByText('Loading…')).toBeTruthy()
  await user.click(confirm())
  await waitFor(() => expect(api.keys[0]?.status).toBe('revoked'))
})

test('Replace instead opens the replace dialog, which returns to the row', async () => {
  const { user, dialog } = await openRevokeDialog()
  await user.click(within(dialog).getByRole('button', { name: 'Replace instead' }))
  expect(await screen.findByRole('dialog', { name: 'Replace “Zapier production”?' })).toBeTruthy()
  expect(screen.queryByRole('alertdialog')).toBeNull()
  await user.keyboard('{Escape}')
  const button = screen.getByRole('button', { name: 'Revoke Zapier production' })
  await waitFor(() => expect(document.activeElement).toBe(button))
})

test('no warning for a key unused for a day', async () => {
  const { dialog } = await openRevokeDialog(fakeApi([{ ...inUse(), last_used_at: ago({ days: 2 }) }]))
  expect(within(dialog).queryByText(/^In use/)).toBeNull()
})

test('a double click sends one request, moves the row, focuses the heading and announces it', async () => {
  const { user, api } = await openRevokeDialog()
  await user.dblClick(confirm())
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
  expect(api.count('POST /api/keys/key-zapier/revoke')).toBe(1)

  expect(screen.queryByRole('button', { name: 'Revoke Zapier production' })).toBeNull()
  await waitFor(() =>
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: /^Active keys/ })),
  )
  const announcements = screen.getAllByRole('status').map(({ textContent }) => textContent)
  expect(announcements).toContain('Revoked “Zapier production”. It stopped working immediately.')

  await user.click(screen.getByRole('heading', { name: /^Revoked keys/ }))
  const row = await screen.findByRole('row', { name: /Zapier production/ })
  expect(row.textContent).toContain('by you')
})

test('shows nothing as revoked before the server confirms it', async () => {
  const { user } = await openRevokeDialog()
  let finish = () => {}
  const gate = new Promise<void>((resolve) => (finish = resolve))
  server.use(
    http.post('/api/keys/:id/revoke', async () => {
      await gate
      return undefined
    }),
  )
  await user.click(confirm())
  expect(screen.getByRole('button', { name: 'Revoking key…' }).getAttribute('aria-busy')).toBe('true')
  expect(screen.getByRole('alertdialog')).toBeTruthy()
  await user.keyboard('{Escape}')
  expect(screen.getByRole('alertdialog')).toBeTruthy()
  act(finish)
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
})

test('a failed revocation says the key still works, shows the request ID and can be retried', async () => {
  const { user, api } = await openRevokeDialog()
  server.use(
    http.post('/api/keys/:id/revoke', () => problem(403, 'cross_site_request', 'Not from this page.'), {
      once: true,
    }),
  )
  await user.click(confirm())
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('The key was not revoked; it still works')
  expect(alert.textContent).toContain('req_test')
  await user.click(confirm())
  await waitFor(() => expect(api.keys[0]?.status).toBe('revoked'))
})

test('without a response, says the result is unknown', async () => {
  const { user } = await openRevokeDialog()
  server.use(http.post('/api/keys/:id/revoke', () => HttpResponse.error()))
  await user.click(confirm())
  expect((await screen.findByRole('alert')).textContent).toContain('may or may not be revoked')
})

test('too many requests: the button counts down', async () => {
  const { user } = await openRevokeDialog()
  server.use(
    http.post('/api/keys/:id/revoke', () =>
      problem(429, 'rate_limited', 'Slow down.', { headers: { 'Retry-After': '24' } }),
    ),
  )
  await user.click(confirm())
  const button = await screen.findByRole('button', { name: 'Try again in 24 s' })
  expect(button.hasAttribute('disabled')).toBe(true)
  expect(await screen.findByRole('button', { name: 'Try again in 23 s' }, { timeout: 3_000 })).toBeTruthy()
})

test('an ended session is renewed inside the dialog', async () => {
  const { user, api } = await openRevokeDialog()
  api.signedIn = false
  await user.click(confirm())
  const again = await screen.findByRole('region', { name: 'Sign in again' })
  await user.type(within(again).getByLabelText('Password'), 'demo-password{Enter}')
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Sign in again' })).toBeNull())
  expect(api.keys[0]?.status).toBe('active')
  await user.click(confirm())
  await waitFor(() => expect(api.keys[0]?.status).toBe('revoked'))
})

test('disables the actions offline', async () => {
  await openRevokeDialog()
  act(() => setOnline(false))
  const button = await screen.findByRole('button', { name: 'You’re offline' })
  expect(button.hasAttribute('disabled')).toBe(true)
})
