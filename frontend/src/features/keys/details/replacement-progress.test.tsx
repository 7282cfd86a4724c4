import { act, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import type { Key } from '@/api/types'
import { ago, fakeApi, key } from '@/testing/fake-api'
import { activeHeading, renderApp } from '@/testing/render-app'
import { setVisibility } from '@/testing/setup'

const reference = (id: string) => ({ id, name: 'Zapier', prefix: `sami_${id}` })

const pair = (ofOld: Partial<Key> = {}, ofNew: Partial<Key> = {}) =>
  fakeApi([
    key({ id: 'new', name: 'Zapier', prefix: 'sami_new', replaces: reference('old'), ...ofNew }),
    key({
      id: 'old',
      name: 'Zapier',
      prefix: 'sami_old',
      replaced_at: ago({ hours: 1 }),
      replaced_by: reference('new'),
      expires_at: ago({ hours: -23 }),
      calls_since_replaced: 0,
      last_used_at: ago({ hours: 2 }),
      last_used_agent: 'Zapier',
      last_used_ip: '203.0.113.24',
      ...ofOld,
    }),
  ])

const meter = () => screen.findByRole('img', { name: /^New key/ })
const change = (api: ReturnType<typeof fakeApi>, id: string, facts: Partial<Key>) => {
  api.keys = api.keys.map((one) => (one.id === id ? { ...one, ...facts } : one))
}

afterEach(() => {
  vi.useRealTimers()
})

async function openDetails(api: ReturnType<typeof fakeApi>, which: 'new' | 'old' = 'old') {
  window.history.replaceState(null, '', `/settings/api-keys?key=${which}`)
  const app = renderApp(api)
  await activeHeading()
  const dialog = await screen.findByRole('dialog', { name: 'Zapier' })
  return { ...app, dialog }
}

test('the old key’s details show the progress and update it', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  const api = pair({ calls_since_replaced: 3, last_used_at: ago({ hours: 0.04 }) }, { calls: 120 })
  const { dialog } = await openDetails(api)
  expect((await meter()).getAttribute('aria-label')).toBe('New key 120 calls, old key 3 calls')
  expect(dialog.textContent).toContain(
    'New key 120 calls · old key 3 calls since the replacement, last 2 minutes ago',
  )
  expect(dialog.textContent).toContain('Something still uses the old key (Zapier · 203.0.113.24).')

  change(api, 'new', { calls: 121 })
  await act(() => vi.advanceTimersByTimeAsync(3_100))
  await waitFor(() => expect(dialog.textContent).toContain('New key 121 calls · old key 3 calls'))
})

test('if nothing uses the old key, both keys’ details say it can be revoked', async () => {
  const { user, dialog } = await openDetails(pair({}, { calls: 1 }), 'new')
  await meter()
  const text = 'Nothing has used the old key since the replacement. You can revoke it now.'
  expect(
    within(dialog).getByText((_, element) => element?.role === 'status' && element.textContent === text),
  ).toBeTruthy()

  await user.click(within(dialog).getByRole('button', { name: /^Show old key/ }))
  await screen.findByRole('button', { name: /^Show new key/ })
  expect(window.location.search).toBe('?key=old')
})

test('a hidden tab doesn’t poll, and polling ends with the grace period', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  const api = pair({}, { calls: 1 })
  await openDetails(api)
  await meter()
  const pollCount = () => api.count('GET /api/keys/new')

  act(() => setVisibility('hidden'))
  const before = pollCount()
  await act(() => vi.advanceTimersByTimeAsync(20_000))
  expect(pollCount()).toBe(before)
  act(() => setVisibility('visible'))
  await act(() => vi.advanceTimersByTimeAsync(3_100))
  expect(pollCount()).toBeGreaterThan(before)

  change(api, 'old', { status: 'expired', expires_at: ago({}) })
  await act(() => vi.advanceTimersByTimeAsync(3_100))
  await screen.findByText(/The old key stopped just now, and nothing has tried it since/)
  const after = pollCount()
  await act(() => vi.advanceTimersByTimeAsync(20_000))
  expect(pollCount()).toBe(after)
})

test('if the new key was lost and recreated, the active one counts', async () => {
  const api = pair({}, { status: 'revoked', replaced_by: reference('again') })
  api.keys = [key({ id: 'again', name: 'Zapier', prefix: 'sami_again', calls: 7 }), ...api.keys]
  const { dialog } = await openDetails(api)
  expect((await meter()).getAttribute('aria-label')).toBe('New key 7 calls, old key 0 calls')
  expect(within(dialog).getByRole('button', { name: /^Show new key/ }).textContent).toContain('sami_again')
})

test('a key without a replacement shows no progress', async () => {
  await openDetails(fakeApi([key({ id: 'old', name: 'Zapier' })]))
  expect(screen.queryByText('Replacement')).toBeNull()
})
