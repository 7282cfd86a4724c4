import { act, screen, waitFor, within } from '@testing-library/react'
import { http } from 'msw'
import { describe, expect, test } from 'vitest'
import type { Event } from '@/api/types'
import { ago, fakeApi, key, problem } from '@/testing/fake-api'
import { activeHeading, renderApp } from '@/testing/render-app'
import { server } from '@/testing/server'
import { setOnline } from '@/testing/setup'

const zapier = () =>
  key({
    id: 'key-zapier',
    name: 'Zapier production',
    permission: 'write',
    last_used_at: ago({ hours: 3 }),
    last_used_agent: 'Zapier',
    last_used_ip: '203.0.113.24',
  })

const event = (overrides: Partial<Event>): Event => ({
  id: `event-${Math.random()}`,
  at: ago({ hours: 30 }),
  action: 'key_created',
  actor: { id: 'user-maya', name: 'Maya Okafor' },
  user: { id: 'user-maya', name: 'Maya Okafor' },
  key: { id: 'key-zapier', name: 'Zapier production', prefix: 'sami_4fJk29sLqZ' },
  ip: '203.0.113.24',
  agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  detail: { name: 'Zapier production', permission: 'write', expires_at: null, replaces: null },
  ...overrides,
})

const nameButton = () => screen.getByRole('button', { name: 'Zapier production' })
const findDialog = () => screen.findByRole('dialog', { name: 'Zapier production' })
const dialogClosed = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
const currentUrl = () => window.location.pathname + window.location.search

async function openDetails(api = fakeApi([zapier()])) {
  const app = renderApp(api)
  await activeHeading()
  await app.user.click(nameButton())
  return { ...app, api, dialog: await findDialog() }
}

test('clicking the name opens the details and adds them to the URL; closing removes them', async () => {
  const { user, dialog, api } = await openDetails()
  for (const text of [`${api.keys[0]?.prefix}…`, 'Read & write', '3 hours ago', 'Zapier · 203.0.113.24']) {
    expect(dialog.textContent).toContain(text)
  }
  expect(currentUrl()).toBe('/settings/api-keys?key=key-zapier')
  await user.keyboard('{Escape}')
  await dialogClosed()
  await waitFor(() => expect(currentUrl()).toBe('/settings/api-keys'))
  await waitFor(() => expect(document.activeElement).toBe(nameButton()))
})

test('Back closes the details', async () => {
  await openDetails()
  window.history.back()
  await dialogClosed()
  expect(currentUrl()).toBe('/settings/api-keys')
})

test('a URL with a key opens its details; closing them stays on the page', async () => {
  window.history.replaceState(null, '', '/settings/api-keys?key=key-zapier&sort=name')
  const { user } = renderApp(fakeApi([zapier()]))
  await findDialog()
  await user.click(screen.getByRole('button', { name: 'Close' }))
  await dialogClosed()
  expect(currentUrl()).toBe('/settings/api-keys?sort=name')
})

test('a URL with an unknown key shows a message', async () => {
  window.history.replaceState(null, '', '/settings/api-keys?key=somebody-else')
  renderApp(fakeApi([zapier()]))
  expect(await screen.findByText('The link points to a key that isn’t yours.')).toBeTruthy()
  expect(currentUrl()).toBe('/settings/api-keys')
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('a revoked key has details, but no Revoke key button', async () => {
  const { user } = renderApp(fakeApi([{ ...zapier(), status: 'revoked', revoked_at: ago({ days: 1 }) }]))
  await user.click(await screen.findByRole('heading', { name: /^Revoked keys/ }))
  await user.click(await screen.findByRole('button', { name: 'Zapier production' }))
  const dialog = await findDialog()
  expect(within(dialog).queryByRole('button', { name: 'Revoke key' })).toBeNull()
})

test('Revoke key opens the confirmation; Keep key returns to the row', async () => {
  const { user, dialog, api } = await openDetails()
  await user.click(within(dialog).getByRole('button', { name: 'Revoke key' }))
  const question = await screen.findByRole('alertdialog', { name: 'Revoke “Zapier production”?' })
  expect(screen.queryByRole('dialog')).toBeNull()
  await user.click(within(question).getByRole('button', { name: 'Keep key' }))
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
  await waitFor(() => expect(document.activeElement).toBe(nameButton()))
  expect(api.count('POST /api/keys/key-zapier/revoke')).toBe(0)
})

test('Replace key opens the replace dialog', async () => {
  const { user, dialog } = await openDetails()
  await user.click(within(dialog).getByRole('button', { name: 'Replace key' }))
  expect(await screen.findByRole('dialog', { name: 'Replace “Zapier production”?' })).toBeTruthy()
})

test('a key that was replaced can’t be replaced again', async () => {
  const { dialog } = await openDetails(fakeApi([{ ...zapier(), replaced_at: ago({ hours: 1 }) }]))
  expect(within(dialog).queryByRole('button', { name: 'Replace key' })).toBeNull()
})

describe('usage', () => {
  test('shows a labeled chart, totals and a table by day', async () => {
    const api = fakeApi([zapier()])
    api.usage = { 'key-zapier': { calls: [352, 0, 60], refusals: [0, 0, 3] } }
    const { dialog, user } = await openDetails(api)
    expect(
      await within(dialog).findByRole('img', { name: /^412 calls in 30 days, 3 refused; busiest/ }),
    ).toBeTruthy()
    expect(within(dialog).getByRole('figure').textContent).toContain('412 calls, 3 refused')
    await user.click(within(dialog).getByText('Day by day'))
    const rows = within(within(dialog).getByRole('table')).getAllByRole('row').slice(1)
    expect(
      rows.map((row) =>
        within(row)
          .getAllByRole('cell')
          .map(({ textContent }) => textContent),
      ),
    ).toEqual([
      ['60', '3'],
      ['352', '0'],
    ])
  })

  test('says so if there is none', async () => {
    const { dialog } = await openDetails()
    expect(await within(dialog).findByText('No calls.')).toBeTruthy()
  })

  test('that fails to load can be retried, and the rest of the dialog still works', async () => {
    const api = fakeApi([zapier()])
    api.usage = { 'key-zapier': { calls: [1] } }
    const app = renderApp(api)
    server.use(
      http.get('/api/keys/:id/usage', () => problem(500, 'internal_error', 'Broken.'), { once: true }),
    )
    await app.user.click(await screen.findByRole('button', { name: 'Zapier production' }))
    const dialog = await findDialog()
    expect(await within(dialog).findByText('Couldn’t load usage.')).toBeTruthy()
    expect(within(dialog).getByRole('button', { name: 'Revoke key' }).hasAttribute('disabled')).toBe(false)
    await app.user.click(within(dialog).getByRole('button', { name: 'Try again' }))
    expect(await within(dialog).findByRole('img', { name: /^1 call in 30 days/ })).toBeTruthy()
  })
})

describe('right-sizing', () => {
  const overprivileged = () => ({
    ...zapier(),
    created_at: ago({ days: 8 }),
    needed_permission: 'read' as const,
  })
  const hint = 'This Read & write key has only ever viewed records. A Read only key is enough.'

  test('names the sufficient permission and opens the form with it', async () => {
    const { dialog, user } = await openDetails(fakeApi([overprivileged()]))
    expect(within(dialog).getByText(hint)).toBeTruthy()
    await user.click(within(dialog).getByRole('button', { name: 'Create a Read only key' }))
    const form = await screen.findByRole('dialog', { name: 'Create key' })
    expect(within(form).getByLabelText<HTMLInputElement>('Name').value).toBe('Zapier production (Read only)')
    expect(within(form).getByRole<HTMLInputElement>('radio', { name: /^Read only/ }).checked).toBe(true)
    await user.keyboard('{Escape}')
    await waitFor(() => expect(document.activeElement).toBe(nameButton()))
  })

  test.each([
    ['a new key', { created_at: ago({ days: 6 }) }],
    ['an unused key', { needed_permission: null }],
    ['a key that needs its permission', { needed_permission: 'write' as const }],
    ['an expired key', { status: 'expired' as const, expires_at: ago({ days: 1 }) }],
  ])('shows nothing for %s', async (_, overrides) => {
    const { dialog } = await openDetails(fakeApi([{ ...overprivileged(), ...overrides }]))
    expect(within(dialog).queryByText(/has only ever/)).toBeNull()
  })
})

describe('renaming', () => {
  async function startRenaming(api = fakeApi([zapier(), key({ name: 'Taken' })])) {
    const app = await openDetails(api)
    await app.user.click(within(app.dialog).getByRole('button', { name: 'Rename key' }))
    return { ...app, field: within(app.dialog).getByLabelText<HTMLInputElement>('New name') }
  }

  test('happens in place, updates the title and the row, and is announced', async () => {
    const { user, api } = await startRenaming()
    await user.keyboard('  Make.com {Enter}')
    const dialog = await screen.findByRole('dialog', { name: 'Make.com' })
    expect(within(dialog).getByText('Renamed to “Make.com”.').getAttribute('role')).toBe('status')
    expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Rename key' }))
    expect(api.count('PATCH /api/keys/key-zapier')).toBe(1)
    await user.keyboard('{Escape}')
    await dialogClosed()
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Make.com' })))
  })

  test('Esc keeps the old name and the dialog', async () => {
    const { user, dialog, api } = await startRenaming()
    await user.keyboard('Nonsense{Escape}')
    expect(within(dialog).queryByLabelText('New name')).toBeNull()
    expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Rename key' }))
    expect(await findDialog()).toBe(dialog)
    expect(api.count('PATCH /api/keys/key-zapier')).toBe(0)
  })

  test('shows an error at the field for a taken name, and focuses it', async () => {
    const { user, field } = await startRenaming()
    await user.keyboard('Taken{Enter}')
    await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'))
    const described = document.getElementById(field.getAttribute('aria-describedby') ?? '')
    expect(described?.textContent).toBe("You already have a key named 'Taken'.")
    expect(document.activeElement).toBe(field)
    expect(field.value).toBe('Taken')
  })

  test('rejects an empty name before sending', async () => {
    const { user, field, api } = await startRenaming()
    await user.clear(field)
    await user.keyboard('{Enter}')
    expect(field.getAttribute('aria-invalid')).toBe('true')
    expect(api.count('PATCH /api/keys/key-zapier')).toBe(0)
  })

  test('an ended session is renewed in place, and the input is kept', async () => {
    const { user, field, dialog, api } = await startRenaming()
    api.signedIn = false
    await user.keyboard('Make.com{Enter}')
    const again = await screen.findByRole('region', { name: 'Sign in again' })
    await user.type(within(again).getByLabelText('Password'), 'demo-password{Enter}')
    await waitFor(() => expect(within(dialog).queryByRole('region')).toBeNull())
    expect(field.value).toBe('Make.com')
    await waitFor(() => expect(document.activeElement).toBe(field))
    await user.keyboard('{Enter}')
    expect(await screen.findByRole('dialog', { name: 'Make.com' })).toBeTruthy()
  })

  test('any other error says the key was not renamed', async () => {
    const { user, dialog } = await startRenaming()
    server.use(http.patch('/api/keys/:id', () => problem(409, 'already_revoked', 'Its name stays.')))
    await user.keyboard('Make.com{Enter}')
    const alert = await within(dialog).findByRole('alert')
    expect(alert.textContent).toContain('The key was not renamed')
    expect(alert.textContent).toContain('Its name stays.')
  })
})

describe('history', () => {
  test('shows who did what, when and from where, with older events on request', async () => {
    const api = fakeApi([zapier()])
    api.events = [
      ...Array.from({ length: 20 }, (_, index) =>
        event({ action: 'key_renamed', detail: { from: `Name ${index + 1}`, to: `Name ${index}` } }),
      ),
      event({}),
      event({ key: { id: 'another', name: 'Another', prefix: 'sami_Another000' }, action: 'key_revoked' }),
    ]
    const { dialog, user } = await openDetails(api)
    const events = () => within(within(dialog).getByRole('list')).getAllByRole('listitem')
    await within(dialog).findByRole('button', { name: 'Show older events' })
    expect(events()).toHaveLength(20)
    expect(events()[0]?.textContent).toBe(
      'You renamed “Name 1” to “Name 0”1 day ago from Firefox on Linux, 203.0.113.24',
    )
    await user.click(within(dialog).getByRole('button', { name: 'Show older events' }))
    await waitFor(() => expect(events()).toHaveLength(21))
    expect(events()[20]?.textContent).toContain('You created “Zapier production”')
    expect(within(dialog).queryByRole('button', { name: 'Show older events' })).toBeNull()
  })

  test('that fails to load can be retried', async () => {
    const api = fakeApi([zapier()])
    api.events = [event({})]
    const app = renderApp(api)
    server.use(http.get('/api/audit', () => problem(500, 'internal_error', 'Broken.'), { once: true }))
    await app.user.click(await screen.findByRole('button', { name: 'Zapier production' }))
    const dialog = await findDialog()
    expect(await within(dialog).findByText('Couldn’t load history.')).toBeTruthy()
    await app.user.click(within(dialog).getByRole('button', { name: 'Try again' }))
    expect(await within(dialog).findByText(/^You created/)).toBeTruthy()
  })
})

test('disables the actions offline', async () => {
  const { dialog } = await openDetails()
  act(() => setOnline(false))
  for (const name of ['Rename key', 'Revoke key']) {
    expect(within(dialog).getByRole('button', { name }).hasAttribute('disabled')).toBe(true)
  }
})
