import { act, screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { ago, fakeApi, fullKey, key } from '@/testing/fake-api'
import { createKey, renderApp } from '@/testing/render-app'
import { server } from '@/testing/server'
import { setVisibility } from '@/testing/setup'

const refuse = () => Promise.reject(new DOMException('Write permission denied.', 'NotAllowedError'))
const dialogGone = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())

afterEach(() => {
  vi.useRealTimers()
})

describe('copying', () => {
  test('says Copied only after the clipboard confirms', async () => {
    let take = () => {}
    const api = fakeApi()
    const { user, writeText } = renderApp(api, () => new Promise((resolve) => (take = resolve)))
    await createKey(user)
    await user.click(screen.getByRole('button', { name: 'Copy key' }))
    expect(writeText).toHaveBeenCalledExactlyOnceWith(fullKey(api.keys[0] ?? key()))
    expect(screen.queryByText(/^Copied/)).toBeNull()
    expect(screen.getByText('Not copied yet.')).toBeTruthy()

    await act(async () => take())
    expect(await screen.findByRole('button', { name: 'Copied' })).toBeTruthy()
    expect(screen.queryByText('Not copied yet.')).toBeNull()
  })

  test('if blocked, selects the key and shows the shortcut', async () => {
    const { user } = renderApp(fakeApi(), refuse)
    await createKey(user)
    await user.click(screen.getByRole('button', { name: 'Copy key' }))

    expect(await screen.findByText(/blocked copying. The key is selected. Press (Ctrl|⌘) C/)).toBeTruthy()
    expect(screen.queryByText(/^Copied/)).toBeNull()
    const field = screen.getByLabelText<HTMLTextAreaElement>('Full API key')
    expect(document.activeElement).toBe(field)
    expect(field.value.slice(field.selectionStart, field.selectionEnd)).toBe(field.value)
  })

  test('a missing clipboard (plain http) counts as blocked', async () => {
    const { user } = renderApp(fakeApi())
    Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })
    await createKey(user)
    await user.click(screen.getByRole('button', { name: 'Copy key' }))
    expect(await screen.findByText(/blocked copying/)).toBeTruthy()
  })

  test('announces the copy to screen readers, never the key', async () => {
    const { user } = renderApp(fakeApi())
    await createKey(user)
    await user.click(screen.getByRole('button', { name: 'Copy key' }))
    await screen.findByRole('button', { name: 'Copied' })
    const announcements = screen.getAllByRole('status').map(({ textContent }) => textContent)
    expect(announcements.join()).toContain('Copied the key “Zapier Integration”')
    expect(announcements.join()).not.toContain('Secret0')
  })

  test('the field opts out of browser and password manager features', async () => {
    const { user } = renderApp(fakeApi())
    await createKey(user)
    const field = screen.getByLabelText('Full API key')
    expect(field.getAttribute('translate')).toBe('no')
    expect(field.getAttribute('autocomplete')).toBe('off')
    expect(field.getAttribute('spellcheck')).toBe('false')
  })
})

describe('closing before copying asks once', () => {
  const ways: [string, (user: Awaited<ReturnType<typeof renderApp>>['user']) => Promise<unknown>][] = [
    ['Esc', (user) => user.keyboard('{Escape}')],
    ['✕', (user) => user.click(screen.getByRole('button', { name: 'Close' }))],
    ['Done', (user) => user.click(screen.getByRole('button', { name: 'Done' }))],
    ['the backdrop', (user) => user.click(screen.getByRole('dialog').parentElement ?? document.body)],
    ['Back', () => act(() => new Promise<void>((done) => goBack(done)))],
  ]

  test.each(ways)('%s', async (_name, leave) => {
    const { user } = renderApp(fakeApi())
    await createKey(user)
    await leave(user)
    expect(await screen.findByRole('alertdialog', { name: 'You won’t see this key again' })).toBeTruthy()

    await user.click(screen.getByRole('button', { name: 'Back to the key' }))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    expect(screen.getByLabelText<HTMLTextAreaElement>('Full API key').value).toContain('Secret0')

    await leave(user)
    await user.click(await screen.findByRole('button', { name: 'Close without copying' }))
    await dialogGone()
    expect(window.location.pathname).toBe('/settings/api-keys')
  })

  test.each(ways)('%s closes immediately after copying', async (_name, leave) => {
    const { user } = renderApp(fakeApi())
    await createKey(user)
    await user.click(screen.getByRole('button', { name: 'Copy key' }))
    await screen.findByRole('button', { name: 'Copied' })
    await leave(user)
    await dialogGone()
    expect(screen.queryByRole('alertdialog')).toBeNull()
  })

  test('closing the tab asks until the key is copied', async () => {
    const { user } = renderApp(fakeApi())
    await createKey(user)
    expect(closeTab()).toBe('asks')
    await user.click(screen.getByRole('button', { name: 'Copy key' }))
    await screen.findByRole('button', { name: 'Copied' })
    expect(closeTab()).toBe('closes')
  })

  test('copying by hand counts only for the whole key', async () => {
    const { user } = renderApp(fakeApi(), refuse)
    await createKey(user)
    await user.click(screen.getByRole('button', { name: 'Copy key' }))
    const field = screen.getByLabelText<HTMLTextAreaElement>('Full API key')
    field.setSelectionRange(0, 10)
    act(() => void field.dispatchEvent(new Event('copy', { bubbles: true })))
    expect(closeTab()).toBe('asks')
    field.select()
    act(() => void field.dispatchEvent(new Event('copy', { bubbles: true })))
    expect(closeTab()).toBe('closes')
  })
})

describe('the first call', () => {
  test('the command shows a masked key and copies the full one', async () => {
    const api = fakeApi()
    const { user, writeText } = renderApp(api)
    const dialog = await createKey(user)
    const shown = dialog.querySelector('pre')?.textContent ?? ''
    expect(shown).toMatch(/^curl http.*\/v1\/me -H "Authorization: Bearer sami_Prefix\d+_•+"$/)
    await user.click(screen.getByRole('button', { name: 'Copy command' }))
    expect(writeText.mock.calls[0]?.[0]).toContain(`Bearer ${fullKey(api.keys[0] ?? key())}"`)
  })

  test('appears after one poll, with its client', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    const api = fakeApi()
    const { user } = renderApp(api)
    await createKey(user)
    expect(screen.getByText('Waiting for the first call…')).toBeTruthy()
    const used = { last_used_at: ago({}), last_used_ip: '198.51.100.7', last_used_agent: 'curl/8.5.0' }
    api.keys = api.keys.map((one) => ({ ...one, ...used }))

    await act(() => vi.advanceTimersByTimeAsync(2_000))
    expect((await screen.findByText(/Working: first call just now/)).textContent).toBe(
      'Working: first call just now from curl 8.5.0 · 198.51.100.7',
    )
  })

  test('a hidden tab doesn’t poll, and polling pauses after five minutes', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    const api = fakeApi()
    const { user } = renderApp(api)
    await createKey(user)
    const pollCount = () => api.count(`GET /api/keys/${api.keys[0]?.id}`)

    act(() => setVisibility('hidden'))
    await act(() => vi.advanceTimersByTimeAsync(20_000))
    expect(pollCount()).toBe(0)
    act(() => setVisibility('visible'))
    await act(() => vi.advanceTimersByTimeAsync(4_100))
    expect(pollCount()).toBeGreaterThan(0)

    await act(() => vi.advanceTimersByTimeAsync(5 * 60_000))
    expect(screen.getByText(/No calls in five minutes/)).toBeTruthy()
    const before = pollCount()
    await act(() => vi.advanceTimersByTimeAsync(20_000))
    expect(pollCount()).toBe(before)
    await user.click(screen.getByRole('button', { name: 'Check again' }))
    expect(screen.getByText('Waiting for the first call…')).toBeTruthy()
  })

  test('an ended session stops polling and keeps the key on screen', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    const api = fakeApi()
    const { user } = renderApp(api)
    await createKey(user)
    server.use(
      http.get('/api/keys/:id', () => HttpResponse.json({ code: 'session_required' }, { status: 401 })),
    )
    await act(() => vi.advanceTimersByTimeAsync(2_100))
    expect(await screen.findByText(/session ended, so this check stopped/)).toBeTruthy()
    expect(screen.getByLabelText<HTMLTextAreaElement>('Full API key').value).toContain('Secret0')
  })
})

function goBack(done: () => void): void {
  window.addEventListener('popstate', () => done(), { once: true })
  window.history.back()
}

function closeTab(): 'asks' | 'closes' {
  const event = new Event('beforeunload', { cancelable: true })
  window.dispatchEvent(event)
  return event.defaultPrevented ? 'asks' : 'closes'
}
