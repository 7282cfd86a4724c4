import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Key } from '@/api/types'
import { ago, fakeApi, key } from '@/testing/fake-api'
import { activeHeading, renderApp } from '@/testing/render-app'

const leaked = (overrides: Partial<Key> = {}) =>
  key({
    name: 'Zapier',
    permission: 'write',
    status: 'revoked',
    revoked_at: ago({ hours: 2.1 }),
    reported_leaked: true,
    ...overrides,
  })

const notices = () => screen.queryAllByText(/was reported as leaked and revoked/)
const texts = () => notices().map(({ textContent }) => textContent)

test('tells the owner what was reported and when, and fills in the form for a new key', async () => {
  const { user } = renderApp(fakeApi([leaked(), key({ name: 'Make' })]))
  await waitFor(() =>
    expect(texts()).toEqual(['Your key “Zapier” was reported as leaked and revoked 2 hours ago']),
  )
  await user.click(screen.getByRole('button', { name: 'Create a new key named Zapier' }))
  const dialog = await screen.findByRole('dialog', { name: 'Create key' })
  expect(within(dialog).getByLabelText('Name')).toHaveProperty('value', 'Zapier')
  expect(within(dialog).getByRole('radio', { name: /Read & write/ })).toHaveProperty('checked', true)
})

test('points to the replacement if there is an active one', async () => {
  const [next, dead] = [key({ name: 'Zapier' }), leaked({ name: 'Make' })]
  renderApp(
    fakeApi([
      next,
      dead,
      leaked({ replaced_at: ago({ days: 1 }), replaced_by: next }),
      leaked({ name: 'Old Make', replaced_at: ago({ days: 1 }), replaced_by: dead }),
    ]),
  )
  await screen.findByText(/Give your tool the key that replaced it, and remove/)
  expect(screen.queryByRole('button', { name: 'Create a new key named Zapier' })).toBeNull()
  screen.getByRole('button', { name: 'Create a new key named Old Make' })
})

test('Show usage opens the key’s details', async () => {
  const { user } = renderApp(fakeApi([leaked()]))
  await user.click(await screen.findByRole('button', { name: 'Show usage of Zapier' }))
  const dialog = await screen.findByRole('dialog', { name: 'Zapier' })
  expect(dialog.textContent).toContain('Revoked2 hours agoReported as leaked')
})

test('a dismissed notice stays dismissed in this browser, and focus moves to the list', async () => {
  const api = fakeApi([leaked(), leaked({ name: 'Make' })])
  const { user, unmount } = renderApp(api)
  await user.click(await screen.findByRole('button', { name: 'Dismiss the notice about Zapier' }))
  expect(texts()).toEqual(['Your key “Make” was reported as leaked and revoked 2 hours ago'])
  expect(document.activeElement).toBe(await activeHeading())
  unmount()

  renderApp(api)
  await waitFor(() => expect(notices()).toHaveLength(1))
  expect(Object.values({ ...localStorage })).toEqual([JSON.stringify([api.keys[0]?.id])])
})

test('invalid or missing storage shows the notice', async () => {
  window.localStorage.setItem('sami:dismissed-leaks', '{')
  renderApp(fakeApi([leaked()]))
  await waitFor(() => expect(notices()).toHaveLength(1))
})

test('shows no notice for old leaks or keys that people revoked', async () => {
  const { user } = renderApp(
    fakeApi([
      leaked({ name: 'Long ago', revoked_at: ago({ days: 15 }) }),
      leaked({ name: 'Own', reported_leaked: false, revoked_by: { id: 'user-maya', name: 'Maya' } }),
    ]),
  )
  // Both load together.
  await screen.findByRole('button', { name: /^Find/ })
  expect(notices()).toHaveLength(0)
  await user.click(screen.getByRole('heading', { name: /^Revoked keys/ }))
  expect((await screen.findByRole('row', { name: /Long ago/ })).textContent).toContain('Reported as leaked')
  expect(screen.getByRole('row', { name: /Own/ }).textContent).not.toContain('leaked')
})

test('shows the newest first, and the next one after a dismissal', async () => {
  const hours = [1, 2, 3, 4]
  const { user } = renderApp(
    fakeApi(hours.map((age) => leaked({ name: `Tool ${age}`, revoked_at: ago({ hours: age }) }))),
  )
  await user.click(await screen.findByRole('button', { name: 'Dismiss the notice about Tool 2' }))
  expect(texts().map((text) => text?.slice(10, 16))).toEqual(['Tool 1', 'Tool 3', 'Tool 4'])
})
