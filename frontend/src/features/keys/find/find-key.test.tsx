import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { ago, fakeApi, key } from '@/testing/fake-api'
import { asAdmin } from '@/testing/fake-workspace'
import { activeHeading, renderApp } from '@/testing/render-app'
import { checkDigits } from './check-digits'

const SECRET = 'aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3xY'
const fullKeyFor = (prefix: string) => `${prefix}_${SECRET}${checkDigits(`${prefix}_${SECRET}`)}`

const zapier = () => key({ name: 'Zapier production', prefix: 'sami_4fJk29sLqZ' })
const unknownKey = fullKeyFor('sami_0000000000')

async function open(keys = [zapier()], admin = false) {
  const api = fakeApi(keys)
  if (admin) asAdmin(api)
  const app = renderApp(api)
  await activeHeading()
  const button = await screen.findByRole('button', { name: 'Find a key' })
  return { ...app, api, button }
}

/** Simulates a paste. Returns true if the page left it to the browser. */
function paste(text: string, target: Element = document.body): boolean {
  let left = true
  act(() => {
    left = fireEvent.paste(target, { clipboardData: { getData: () => text } })
  })
  return left
}

/** Expects the secret in no page, field, URL, storage, cache or request. */
function expectNoTrace({ client, api }: Awaited<ReturnType<typeof open>>, secret = SECRET) {
  const fields = [...document.querySelectorAll('input, textarea')].map(
    (field) => (field as HTMLInputElement).value,
  )
  const queries = client
    .getQueryCache()
    .getAll()
    .map(({ queryKey, state }) => [queryKey, state.data])
  const places = [document.documentElement.outerHTML, fields, window.location.href, window.history.state]
  const stores = [{ ...localStorage }, { ...sessionStorage }, queries, api.calls]
  expect(JSON.stringify([places, stores])).not.toContain(secret)
}

const statusTexts = () => screen.getAllByRole('status').map(({ textContent }) => textContent)
const nameButton = () => screen.getByRole('button', { name: 'Zapier production' })

test('pasting a key anywhere highlights and focuses its row and names it', async () => {
  const app = await open([key(), zapier(), key()])
  const requests = app.api.calls.length
  expect(paste(`Authorization: Bearer ${fullKeyFor('sami_4fJk29sLqZ')}`)).toBe(false)
  await waitFor(() => expect(document.activeElement).toBe(nameButton()))
  expect(statusTexts()).toContain(
    'This is “Zapier production”, active. Only its prefix was compared, so the rest may differ.',
  )
  expect(screen.getByRole('row', { name: /Zapier production/ }).textContent).toContain('the key you pasted')
  expect(screen.getAllByText('the key you pasted')).toHaveLength(1)
  expect(app.api.calls).toHaveLength(requests)
  expectNoTrace(app)

  await app.user.click(screen.getByRole('button', { name: 'Dismiss message' }))
  expect(screen.queryByText('the key you pasted')).toBeNull()
})

test('pasting into the search finds a key it would hide, and clears the search', async () => {
  window.history.replaceState(null, '', '/settings/api-keys?q=tool')
  const tools = Array.from({ length: 9 }, (_, index) => key({ name: `Tool ${index}` }))
  const app = await open([zapier(), ...tools])
  expect(screen.queryByRole('button', { name: 'Zapier production' })).toBeNull()
  expect(paste(fullKeyFor('sami_4fJk29sLqZ'), screen.getByRole('searchbox'))).toBe(false)
  await waitFor(() => expect(document.activeElement).toBe(nameButton()))
  expect(window.location.search).toBe('')
  expectNoTrace(app)
})

test('typing or dropping a key into the search keeps only the prefix', async () => {
  const tools = Array.from({ length: 9 }, (_, index) => key({ name: `Tool ${index}` }))
  const app = await open([zapier(), ...tools])
  await app.user.type(screen.getByRole('searchbox'), fullKeyFor('sami_4fJk29sLqZ'))
  expect(screen.getByRole('searchbox')).toHaveProperty('value', 'sami_4fJk29sLqZ')
  expect(window.location.search).toBe('?q=sami_4fJk29sLqZ')
  expect(nameButton()).toBeTruthy()
  expectNoTrace(app)
})

test('pasting a prefix into the search is a normal search', async () => {
  const tools = Array.from({ length: 9 }, (_, index) => key({ name: `Tool ${index}` }))
  await open([zapier(), ...tools])
  expect(paste('sami_4fJk29sLqZ…', screen.getByRole('searchbox'))).toBe(true)
})

test('pasting a revoked key opens the list of revoked keys', async () => {
  const app = await open([key(), { ...zapier(), status: 'revoked', revoked_at: ago({ days: 2 }) }])
  expect(screen.queryByText('Zapier production')).toBeNull()
  paste(fullKeyFor('sami_4fJk29sLqZ'))
  await waitFor(() => expect(document.activeElement).toBe(nameButton()))
  expect(statusTexts().join()).toContain('revoked. It no longer works')
  expectNoTrace(app)
})

test('pasting a key far down a long list extends the list', async () => {
  const many = Array.from({ length: 120 }, (_, index) => key({ created_at: ago({ days: index }) }))
  await open([...many, { ...zapier(), created_at: ago({ days: 400 }) }])
  expect(screen.queryByText('Zapier production')).toBeNull()
  paste(fullKeyFor('sami_4fJk29sLqZ'))
  await waitFor(() => expect(document.activeElement).toBe(nameButton()))
})

test('the dialog never shows the pasted key, and announces each result', async () => {
  const app = await open()
  await app.user.click(app.button)
  const dialog = await screen.findByRole('dialog', { name: 'Find a key' })
  expect(dialog.textContent).toContain('Nothing is sent or logged')
  const field = within(dialog).getByRole('textbox', { name: 'Key' })
  await waitFor(() => expect(document.activeElement).toBe(field))

  await app.user.paste(fullKeyFor('sami_4fJk29sLqZ').slice(0, -1))
  expect(field).toHaveProperty('value', '')
  const answer = within(dialog).getByRole('status')
  expect(answer.textContent).toContain('incomplete or mistyped: its check digits don’t match')
  expect(answer.textContent).toContain('It starts like your key “Zapier production”.')
  expectNoTrace(app)

  await app.user.paste(unknownKey)
  expect(answer.textContent).toContain('It looks like a real key, but not one of yours')
  expect(answer.textContent).toContain('sami_0000000000…')
  expect(within(dialog).queryByRole('link')).toBeNull()
  expectNoTrace(app)

  await app.user.type(field, 'something else{Enter}')
  expect(answer.textContent).toContain('That’s not an API key')
  expect(field).toHaveProperty('value', '')
})

test('finding a key in the dialog closes it and focuses the row', async () => {
  const app = await open()
  await app.user.click(app.button)
  await app.user.type(
    await screen.findByRole('textbox', { name: 'Key' }),
    `${fullKeyFor('sami_4fJk29sLqZ')}{Enter}`,
  )
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  await waitFor(() => expect(document.activeElement).toBe(nameButton()))
  expectNoTrace(app)
})

test('closing the dialog returns focus to the button', async () => {
  const app = await open()
  await app.user.click(app.button)
  await screen.findByRole('dialog', { name: 'Find a key' })
  await app.user.keyboard('{Escape}')
  await waitFor(() => expect(document.activeElement).toBe(app.button))
})

test('pasting an unknown key opens the dialog with the result; admins can search the workspace', async () => {
  const app = await open([zapier()], true)
  paste(unknownKey)
  const dialog = await screen.findByRole('dialog', { name: 'Find a key' })
  await app.user.click(within(dialog).getByRole('link', { name: 'Search workspace keys' }))
  expect(await screen.findByRole('heading', { name: 'Workspace keys' })).toBeTruthy()
  expect(window.location.search).toBe('?status=all&q=sami_0000000000')
  expectNoTrace(app)
})

test('ignores pastes into other fields and while a dialog is open', async () => {
  const app = await open()
  await app.user.click(screen.getByRole('button', { name: 'Create key' }))
  const name = await screen.findByRole('textbox', { name: 'Name' })
  expect(paste(unknownKey, name)).toBe(true)
  expect(paste(unknownKey)).toBe(true)
  expect(screen.queryByRole('dialog', { name: 'Find a key' })).toBeNull()
})

test('rejects a key as a name before sending', async () => {
  const app = await open()
  await app.user.click(screen.getByRole('button', { name: 'Create key' }))
  await app.user.click(await screen.findByRole('textbox', { name: 'Name' }))
  await app.user.paste(unknownKey)
  await app.user.keyboard('{Enter}')
  expect(await screen.findByText(/This looks like an API key/)).toBeTruthy()
  expect(app.api.count('POST /api/keys')).toBe(0)
})
