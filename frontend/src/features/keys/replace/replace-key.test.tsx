import { act, screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { expect, test } from 'vitest'
import { formatDateTime } from '@/lib/format-time'
import { ago, fakeApi, fullKey, key, problem } from '@/testing/fake-api'
import { activeHeading, renderApp } from '@/testing/render-app'
import { server } from '@/testing/server'
import { setOnline } from '@/testing/setup'

const REPLACE = 'POST /api/keys/key-zapier/replace'
const soon = (hours: number) => ago({ hours: -hours })

const zapier = (facts: Parameters<typeof key>[0] = {}) =>
  key({
    id: 'key-zapier',
    name: 'Zapier production',
    prefix: 'sami_OldOldOld1',
    permission: 'write',
    expires_at: soon(90 * 24),
    last_used_at: ago({ hours: 3 }),
    last_used_agent: 'Zapier',
    last_used_ip: '203.0.113.24',
    ...facts,
  })

async function openReplaceDialog(api = fakeApi([zapier()])) {
  const app = renderApp(api)
  await activeHeading()
  await app.user.click(screen.getByRole('button', { name: 'Zapier production' }))
  const details = await screen.findByRole('dialog', { name: 'Zapier production' })
  await app.user.click(within(details).getByRole('button', { name: 'Replace key' }))
  const dialog = await screen.findByRole('dialog', { name: 'Replace “Zapier production”?' })
  return { ...app, api, dialog }
}

const confirm = () => screen.getByRole('button', { name: 'Replace key' })
const findReplacedDialog = () => screen.findByRole('dialog', { name: 'Replaced “Zapier production”' })
const findLostDialog = () =>
  screen.findByRole('dialog', { name: 'The key was replaced, but the response was lost' })
const dialogClosed = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
const row = (text: RegExp) =>
  within(screen.getByRole('table'))
    .getAllByRole('row')
    .find(({ textContent }) => text.test(textContent))?.textContent

/** The next request succeeds, but its response is lost. */
function loseResponse(path: string): void {
  let lose = true
  server.use(
    http.post(path, async ({ request }) => {
      if (!lose) return undefined
      lose = false
      await fetch(request.url, { method: 'POST', headers: request.headers, body: await request.text() })
      return HttpResponse.error()
    }),
  )
}

test('24 hours is preselected and focused, and shows when the old key stops', async () => {
  const { user, dialog, api } = await openReplaceDialog()
  const radios = within(dialog).getAllByRole<HTMLInputElement>('radio')
  expect(radios.map(({ value }) => value)).toEqual(['0', '1h', '24h', '7d'])
  const day = screen.getByLabelText<HTMLInputElement>('24 hours')
  expect(day.checked).toBe(true)
  await waitFor(() => expect(document.activeElement).toBe(day))

  const stops = () => dialog.querySelector('[role=status] time')?.getAttribute('datetime') ?? ''
  const hoursLeft = () => Math.round((Date.parse(stops()) - Date.now()) / 3_600_000)
  expect(hoursLeft()).toBe(24)
  expect(dialog.textContent).toContain(`The old key stops ${formatDateTime(new Date(stops()))}`)
  await user.click(screen.getByLabelText('1 hour'))
  expect(hoursLeft()).toBe(1)
  await user.click(screen.getByLabelText('7 days'))
  expect(hoursLeft()).toBe(7 * 24)
  await user.click(screen.getByLabelText('Stop now'))
  expect(stops()).toBe('')
  expect(within(dialog).getByText(/The old key stops immediately/)).toBeTruthy()
  expect(api.count(REPLACE)).toBe(0)
})

test('the old key never outlives its own expiry, and the dialog says which comes first', async () => {
  const { user, dialog } = await openReplaceDialog(fakeApi([zapier({ expires_at: soon(30) })]))
  expect(dialog.textContent).not.toContain('when it expires anyway')
  await user.click(screen.getByLabelText('7 days'))
  expect(dialog.textContent).toContain(`The old key stops ${formatDateTime(new Date(soon(30)))}`)
  expect(dialog.textContent).toContain(', when it expires anyway')
})

test('for a key that expires soon, offers to create one with a unique name', async () => {
  const { user, dialog, api } = await openReplaceDialog(fakeApi([zapier({ expires_at: soon(60) })]))
  expect(within(dialog).getByText('The new key also expires in 3 days')).toBeTruthy()
  await user.click(within(dialog).getByRole('button', { name: 'Create key instead' }))
  await screen.findByRole('dialog', { name: 'Create key' })
  expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('Zapier production 2')
  expect(screen.getByLabelText<HTMLInputElement>('Read & write').checked).toBe(true)
  expect(screen.queryByText(/The link you followed/)).toBeNull()
  expect(api.count(REPLACE)).toBe(0)
})

test('shows the new key once, updates both rows and returns focus', async () => {
  const { user, api, client } = await openReplaceDialog()
  await user.click(confirm())
  const dialog = await findReplacedDialog()
  const made = api.keys[0] ?? key()
  expect(made).toMatchObject({
    name: 'Zapier production',
    permission: 'write',
    replaces: { id: 'key-zapier' },
  })
  expect(screen.getByLabelText<HTMLTextAreaElement>('Full API key').value).toBe(fullKey(made))
  const stops = formatDateTime(new Date(api.keys[1]?.expires_at ?? ''))
  expect(dialog.textContent).toContain(`The old key works until ${stops}. Swap in this key before then.`)
  expect(within(dialog).getByText('Waiting for the first call…')).toBeTruthy()

  await user.keyboard('{Escape}')
  await user.click(await screen.findByRole('button', { name: 'Back to the key' }))
  await user.click(screen.getByRole('button', { name: 'Copy key' }))
  await user.click(screen.getByRole('button', { name: 'Done' }))
  await dialogClosed()
  const kept = [client.getQueryCache().getAll(), client.getMutationCache().getAll(), window.history.state]
  expect(JSON.stringify(kept) + document.documentElement.outerHTML).not.toContain('Secret0')

  expect(row(/stops in/)).toContain('Replaced, stops in 1 day')
  expect(row(/stops in/)).toContain(`Replaced by ${made.prefix}…, no calls since`)
  expect(row(/Replaces/)).toContain('Replaces sami_OldOldOld1…')
  const [, oldName] = screen.getAllByRole('button', { name: 'Zapier production' })
  await waitFor(() => expect(document.activeElement).toBe(oldName))
})

test('Stop now revokes the old key', async () => {
  const { user, api } = await openReplaceDialog()
  await user.click(screen.getByLabelText('Stop now'))
  await user.click(confirm())
  const dialog = await findReplacedDialog()
  expect(dialog.textContent).toContain(
    'The old key has stopped. Anything that used it fails until it has this key.',
  )
  expect(api.keys[1]?.status).toBe('revoked')
})

test('a double click replaces once', async () => {
  const { user, api } = await openReplaceDialog()
  await user.dblClick(confirm())
  await findReplacedDialog()
  expect(api.count(REPLACE)).toBe(1)
})

test('after a lost response, retries the same request, then replaces the lost key', async () => {
  const { user, api } = await openReplaceDialog()
  loseResponse('/api/keys/key-zapier/replace')
  await user.click(confirm())
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('may or may not have been replaced. Press Replace key again')
  expect(alert.textContent).toMatch(/The old key works until .*\d{4}/)

  await user.click(confirm())
  const dialog = await findLostDialog()
  expect(new Set(api.idempotencyKeys).size).toBe(1)
  const orphan = api.keys[0]
  expect(dialog.textContent).toContain(orphan?.prefix)
  expect(dialog.textContent).toContain('It replaced sami_OldOldOld1…. The old key works until')
  const startOver = screen.getByRole('button', { name: 'Revoke and create again' })
  expect(document.activeElement).toBe(startOver)

  await user.click(startOver)
  await findReplacedDialog()
  expect(new Set(api.idempotencyKeys).size).toBe(2)
  const [made, second, old] = api.keys
  expect(second).toMatchObject({ id: orphan?.id, status: 'revoked' })
  expect(made).toMatchObject({ permission: 'write', expires_at: orphan?.expires_at, status: 'active' })
  expect(old).toMatchObject({ id: 'key-zapier', status: 'active' })
  expect(screen.getByLabelText<HTMLTextAreaElement>('Full API key').value).toBe(fullKey(made ?? key()))
})

test('if starting over fails, says what still works', async () => {
  const { user } = await openReplaceDialog()
  loseResponse('/api/keys/key-zapier/replace')
  await user.click(confirm())
  await screen.findByRole('alert')
  await user.click(confirm())
  await findLostDialog()
  server.use(
    http.post('/api/keys/:id/replace', () =>
      problem(429, 'rate_limited', 'Slow down.', { headers: { 'Retry-After': '24' } }),
    ),
  )
  await user.click(screen.getByRole('button', { name: 'Revoke and create again' }))
  expect(
    await screen.findByText(/^You can try again when the countdown ends.* The old key works until .*\d{4}/),
  ).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Try again in 24 s' }).hasAttribute('disabled')).toBe(true)
})

test('without a response, Stop now doesn’t claim that the old key stopped', async () => {
  const { user } = await openReplaceDialog()
  server.use(http.post('/api/keys/:id/replace', () => HttpResponse.error()))
  await user.click(screen.getByLabelText('Stop now'))
  await user.click(confirm())
  expect((await screen.findByRole('alert')).textContent).toContain('assume the old key still works')
})

test.each([
  ['already_replaced', 'This key has already been replaced', false],
  ['already_revoked', 'This key has been revoked', true],
  ['already_expired', 'This key has expired', true],
])('%s: explains it and offers only useful actions', async (code, title, create) => {
  const { user } = await openReplaceDialog()
  server.use(http.post('/api/keys/:id/replace', () => problem(409, code, 'What the server says.')))
  await user.click(confirm())
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain(`${title}What the server says. Nothing changed.`)
  expect(screen.queryByRole('button', { name: 'Replace key' })).toBeNull()
  const dialog = screen.getByRole('dialog')
  expect(within(dialog).queryByRole('button', { name: 'Create key' }) !== null).toBe(create)
  const [, close] = within(dialog).getAllByRole('button', { name: 'Close' })
  await user.click(close ?? dialog)
  await dialogClosed()
})

test('an error says the old key still works, and shows the request ID', async () => {
  const { user } = await openReplaceDialog()
  server.use(http.post('/api/keys/:id/replace', () => problem(403, 'cross_site_request', 'Not from here.')))
  await user.click(confirm())
  const alert = await screen.findByRole('alert')
  for (const text of ['The key was not replaced', 'The old key still works.', 'req_test']) {
    expect(alert.textContent).toContain(text)
  }
})

test('a server error leaves the result open, and retrying never creates two keys', async () => {
  const { user, api } = await openReplaceDialog()
  const used: (string | null)[] = []
  server.use(
    http.post('/api/keys/:id/replace', ({ request }) => {
      used.push(request.headers.get('Idempotency-Key'))
      return used.length < 3 ? problem(503, 'unavailable', 'Later.') : undefined
    }),
  )
  await user.click(confirm())
  expect((await screen.findByRole('alert')).textContent).toContain('The key may not have been replaced')
  await user.click(confirm())
  await waitFor(() => expect(used).toHaveLength(2))
  // Another grace period is another request.
  await user.click(screen.getByLabelText('7 days'))
  await user.click(confirm())
  await findReplacedDialog()
  expect(used[0]).toBe(used[1])
  expect(used[2]).not.toBe(used[0])
  expect(api.keys).toHaveLength(2)
})

test('too many requests: the button counts down', async () => {
  const { user } = await openReplaceDialog()
  server.use(
    http.post('/api/keys/:id/replace', () =>
      problem(429, 'rate_limited', 'Slow down.', { headers: { 'Retry-After': '24' } }),
    ),
  )
  await user.click(confirm())
  expect((await screen.findByRole('button', { name: 'Try again in 24 s' })).hasAttribute('disabled')).toBe(
    true,
  )
  expect(screen.getByRole('alert').textContent).toContain('the key was not replaced')
})

test('an ended session is renewed in place, and the choice is kept', async () => {
  const { user, api } = await openReplaceDialog()
  await user.click(screen.getByLabelText('7 days'))
  api.signedIn = false
  await user.click(confirm())
  const again = await screen.findByRole('region', { name: 'Sign in again' })
  await user.type(within(again).getByLabelText('Password'), 'demo-password{Enter}')
  await waitFor(() => expect(document.activeElement).toBe(confirm()))
  expect(screen.getByLabelText<HTMLInputElement>('7 days').checked).toBe(true)
  await user.keyboard('{Enter}')
  await findReplacedDialog()
})

test('disables the actions offline', async () => {
  await openReplaceDialog()
  act(() => setOnline(false))
  expect((await screen.findByRole('button', { name: 'You’re offline' })).hasAttribute('disabled')).toBe(true)
  act(() => setOnline(true))
  expect(confirm().hasAttribute('disabled')).toBe(false)
})

test('a replaced key can’t be replaced again', async () => {
  const { user } = renderApp(
    fakeApi([zapier({ replaced_at: ago({ hours: 1 }), expires_at: soon(23), calls_since_replaced: 0 })]),
  )
  await user.click(await screen.findByRole('button', { name: 'Zapier production' }))
  const details = await screen.findByRole('dialog', { name: 'Zapier production' })
  expect(within(details).queryByRole('button', { name: 'Replace key' })).toBeNull()
})
