import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { expect, test } from 'vitest'
import { ago, fakeApi, fullKey, key, problem } from '@/testing/fake-api'
import { activeHeading, createKey, openCreateDialog, renderApp } from '@/testing/render-app'
import { server } from '@/testing/server'

const nameField = () => screen.getByLabelText<HTMLInputElement>('Name')

test('the form starts with the least access and only needs a name', async () => {
  const api = fakeApi()
  const { user } = renderApp(api)
  await openCreateDialog(user)

  expect(nameField()).toHaveProperty('ownerDocument.activeElement', nameField())
  expect(screen.getByLabelText<HTMLInputElement>('Read only').checked).toBe(true)
  await user.type(nameField(), '  Zapier Integration  {Enter}')

  await screen.findByRole('dialog', { name: 'Created “Zapier Integration”' })
  expect(api.keys[0]).toMatchObject({ name: 'Zapier Integration', permission: 'read' })
})

test('shows the result of each expiry, and warns about Admin', async () => {
  const { user } = renderApp(fakeApi())
  await openCreateDialog(user)

  await user.click(screen.getByLabelText('Never'))
  expect(screen.getByText('Works until someone revokes it')).toBeTruthy()
  await user.click(screen.getByLabelText('30 days'))
  const time = within(screen.getByRole('dialog')).getByText(/\d{4}/, { selector: 'time' })
  const days = (Date.parse(time.getAttribute('datetime') ?? '') - Date.now()) / 86_400_000
  expect(days).toBeGreaterThan(29.9)
  expect(days).toBeLessThan(30.1)

  expect(screen.queryByText(/permanently delete records as you/)).toBeNull()
  await user.click(screen.getByLabelText('Admin'))
  expect(screen.getByText(/permanently delete records as you/)).toBeTruthy()
})

test('shows an error at the field for an empty name, and sends nothing', async () => {
  const api = fakeApi()
  const { user } = renderApp(api)
  await openCreateDialog(user)
  await user.type(nameField(), '   {Enter}')

  expect(nameField().getAttribute('aria-invalid')).toBe('true')
  const described = nameField().getAttribute('aria-describedby')?.split(' ') ?? []
  expect(described.map((id) => document.getElementById(id)?.textContent)).toContain(
    'Give the key a name you’ll recognize later.',
  )
  expect(document.activeElement).toBe(nameField())
  expect(api.count('POST /api/keys')).toBe(0)
})

test('shows an error at the field for a taken name, and focuses it', async () => {
  const { user } = renderApp(fakeApi())
  server.use(
    http.post('/api/keys', () =>
      problem(409, 'name_taken', 'Taken.', {
        errors: [
          { pointer: '/name', code: 'name_taken', detail: 'You already have a live key named “Zapier”.' },
        ],
      }),
    ),
  )
  await openCreateDialog(user)
  await user.type(nameField(), 'Zapier{Enter}')

  expect(await screen.findByText('You already have a live key named “Zapier”.')).toBeTruthy()
  expect(document.activeElement).toBe(nameField())
  expect(nameField().value).toBe('Zapier')
})

test('submitting twice creates one key', async () => {
  const api = fakeApi()
  const { user } = renderApp(api)
  await openCreateDialog(user)
  await user.type(nameField(), 'Zapier{Enter}{Enter}{Enter}')
  await screen.findByRole('dialog', { name: 'Created “Zapier”' })
  expect(api.count('POST /api/keys')).toBe(1)
})

test('after closing, the full key is in no cache, storage, URL or element', async () => {
  const api = fakeApi()
  const { user, client } = renderApp(api)
  await createKey(user)
  const secret = fullKey(api.keys[0] ?? key())
  expect(screen.getByLabelText<HTMLTextAreaElement>('Full API key').value).toBe(secret)
  // Even while it's shown, only the dialog holds it.
  const caches = () =>
    JSON.stringify([
      client.getQueryCache().getAll(),
      client.getMutationCache().getAll(),
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      window.location.href,
      window.history.state,
    ])
  expect(caches()).not.toContain('Secret0')

  await user.click(screen.getByRole('button', { name: 'Copy key' }))
  await user.click(screen.getByRole('button', { name: 'Done' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(caches()).not.toContain('Secret0')
  expect(document.documentElement.outerHTML).not.toContain('Secret0')
})

test('after a lost response, retries the same request, then offers to start over', async () => {
  const api = fakeApi()
  const { user } = renderApp(api)
  let lose = true
  server.use(
    http.post('/api/keys', async ({ request }) => {
      if (!lose) return undefined
      lose = false
      // The request succeeds, and only the response is lost.
      await fetch(request.url, { method: 'POST', headers: request.headers, body: await request.text() })
      return HttpResponse.error()
    }),
  )
  await openCreateDialog(user)
  await user.type(nameField(), 'Zapier{Enter}')
  expect(await screen.findByText('No response from SAMI OS')).toBeTruthy()
  expect(screen.getByText(/may or may not have been created/)).toBeTruthy()

  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Create key' }))
  await screen.findByRole('dialog', { name: 'The key was created, but the response was lost' })
  expect(new Set(api.idempotencyKeys).size).toBe(1)
  const lost = api.keys[0]

  await user.click(screen.getByRole('button', { name: 'Revoke and create again' }))
  await screen.findByRole('dialog', { name: 'Created “Zapier”' })
  expect(new Set(api.idempotencyKeys).size).toBe(2)
  expect(api.keys.find(({ id }) => id === lost?.id)?.status).toBe('revoked')
  expect(api.keys.filter(({ status }) => status === 'active')).toHaveLength(1)
})

test('changing the form after a lost response makes a new request', async () => {
  const api = fakeApi()
  const { user } = renderApp(api)
  const sent: (string | null)[] = []
  server.use(
    http.post('/api/keys', ({ request }) => {
      sent.push(request.headers.get('Idempotency-Key'))
      return HttpResponse.error()
    }),
  )
  await openCreateDialog(user)
  await user.type(nameField(), 'Zapier{Enter}')
  await screen.findByText('No response from SAMI OS')
  await user.type(nameField(), '{Enter}')
  await waitFor(() => expect(sent).toHaveLength(2))
  await screen.findByText('No response from SAMI OS')
  await user.type(nameField(), ' 2{Enter}')
  await waitFor(() => expect(sent).toHaveLength(3))
  expect(sent[0]).toBe(sent[1])
  expect(sent[2]).not.toBe(sent[0])
})

test('a session that ends mid-form is renewed in place, and the form keeps its content', async () => {
  const api = fakeApi()
  const { user } = renderApp(api)
  await openCreateDialog(user)
  await user.type(nameField(), 'Zapier')
  await user.click(screen.getByLabelText('Read & write'))
  api.signedIn = false
  await user.type(nameField(), '{Enter}')

  const again = await screen.findByRole('region', { name: 'Sign in again' })
  expect(within(again).getByText('maya@demo.test')).toBeTruthy()
  await user.type(within(again).getByLabelText('Password'), 'wrong{Enter}')
  expect(await within(again).findByText('Incorrect email or password')).toBeTruthy()
  await user.clear(within(again).getByLabelText('Password'))
  await user.type(within(again).getByLabelText('Password'), 'demo-password{Enter}')

  await waitFor(() => expect(screen.queryByRole('region', { name: 'Sign in again' })).toBeNull())
  expect(nameField().value).toBe('Zapier')
  expect(screen.getByLabelText<HTMLInputElement>('Read & write').checked).toBe(true)
  // The submit button already has focus.
  const submit = within(screen.getByRole('dialog')).getByRole('button', { name: 'Create key' })
  expect(document.activeElement).toBe(submit)
  await user.keyboard('{Enter}')
  await screen.findByRole('dialog', { name: 'Created “Zapier”' })
})

test('an unexpected error shows its request ID and keeps the form', async () => {
  const { user } = renderApp(fakeApi())
  server.use(
    http.post('/api/keys', () => problem(403, 'cross_site_request', 'This request came from elsewhere.')),
  )
  await openCreateDialog(user)
  await user.type(nameField(), 'Zapier{Enter}')
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('The key was not created')
  expect(alert.textContent).toContain('req_test')
  expect(nameField().value).toBe('Zapier')
})

test('the new key is in the list, and focus returns to the button', async () => {
  const { user } = renderApp(fakeApi([key({ name: 'Older', last_used_at: ago({ hours: 2 }) })]))
  await activeHeading()
  await createKey(user)
  await user.click(screen.getByRole('button', { name: 'Copy key' }))
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(await screen.findByRole('rowheader', { name: /Zapier Integration/ })).toBeTruthy()
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Create key'))
})
