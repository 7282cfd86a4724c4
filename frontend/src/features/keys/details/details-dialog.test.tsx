import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { ago, fakeApi, key } from '@/testing/fake-api'
import { activeHeading, renderApp } from '@/testing/render-app'

const zapier = () =>
  key({
    id: 'key-zapier',
    name: 'Zapier production',
    permission: 'write',
    last_used_at: ago({ hours: 3 }),
    last_used_agent: 'Zapier',
    last_used_ip: '203.0.113.24',
  })

const nameButton = () => screen.getByRole('button', { name: 'Zapier production' })
const opened = () => screen.findByRole('dialog', { name: 'Zapier production' })
const gone = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
const address = () => window.location.pathname + window.location.search

async function openDetails(api = fakeApi([zapier()])) {
  const app = renderApp(api)
  await activeHeading()
  await app.user.click(nameButton())
  return { ...app, api, dialog: await opened() }
}

test('a press on the name opens the details; the address holds them, and closing takes them out', async () => {
  const { user, dialog, api } = await openDetails()
  for (const text of [`${api.keys[0]?.prefix}…`, 'Read & write', '3 hours ago', 'Zapier · 203.0.113.24']) {
    expect(dialog.textContent).toContain(text)
  }
  expect(address()).toBe('/settings/api-keys?key=key-zapier')
  await user.keyboard('{Escape}')
  await gone()
  await waitFor(() => expect(address()).toBe('/settings/api-keys'))
  await waitFor(() => expect(document.activeElement).toBe(nameButton()))
})

test('Back closes the details', async () => {
  await openDetails()
  window.history.back()
  await gone()
  expect(address()).toBe('/settings/api-keys')
})

test('an address with a key opens its details; closing them stays on the page', async () => {
  window.history.replaceState(null, '', '/settings/api-keys?key=key-zapier&sort=name')
  const { user } = renderApp(fakeApi([zapier()]))
  await opened()
  await user.click(screen.getByRole('button', { name: 'Close' }))
  await gone()
  expect(address()).toBe('/settings/api-keys?sort=name')
})

test('an address with a key that is not here says so', async () => {
  window.history.replaceState(null, '', '/settings/api-keys?key=somebody-else')
  renderApp(fakeApi([zapier()]))
  expect(await screen.findByText('The link leads to a key that is not one of yours.')).toBeTruthy()
  expect(address()).toBe('/settings/api-keys')
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('a revoked key has details too, and nothing left to revoke', async () => {
  const { user } = renderApp(fakeApi([{ ...zapier(), status: 'revoked', revoked_at: ago({ days: 1 }) }]))
  await user.click(await screen.findByRole('heading', { name: /^Revoked keys/ }))
  await user.click(await screen.findByRole('button', { name: 'Zapier production' }))
  const dialog = await opened()
  expect(within(dialog).queryByRole('button', { name: 'Revoke key' })).toBeNull()
})

test('Revoke key leads on to the question; keeping the key goes back to its row', async () => {
  const { user, dialog, api } = await openDetails()
  await user.click(within(dialog).getByRole('button', { name: 'Revoke key' }))
  const question = await screen.findByRole('alertdialog', { name: 'Revoke “Zapier production”?' })
  expect(screen.queryByRole('dialog')).toBeNull()
  await user.click(within(question).getByRole('button', { name: 'Keep key' }))
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
  await waitFor(() => expect(document.activeElement).toBe(nameButton()))
  expect(api.count('POST /api/keys/key-zapier/revoke')).toBe(0)
})
