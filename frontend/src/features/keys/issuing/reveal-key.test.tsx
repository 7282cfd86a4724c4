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
  test('says Copied only when the clipboard has taken the key', async () => {
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

  test('refused: the key is selected and the page says what to press', async () => {
    const { user } = renderApp(fakeApi(), refuse)
    await createKey(user)
    await user.click(screen.getByRole('button', { name: 'Copy key' }))

    expect(
      await screen.findByText(/did not allow copying. The key is selected: press (Ctrl|⌘) C/),
    ).toBeTruthy()
    expect(screen.queryByText(/^Copied/)).toBeNull()
    const field = screen.getByLabelText<HTMLTextAreaElement>('Full API key')
    expect(document.activeElement).toBe(field)
    expect(field.value.slice(field.selectionStart, field.selectionEnd)).toBe(field.value)
  })

  test('no clipboard at all (plain http) is a refusal too', async () => {
    const { user } = renderApp(fakeApi())
    Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })
    await createKey(user)
    await user.click(screen.getByRole('button', { name: 'Copy key' }))
    expect(await screen.findByText(/did not allow copying/)).toBeTruthy()
  })

  test('the screen reader is told about the copy, never the key', async () => {
    const { user } = renderApp(fakeApi())
    await createKey(user)
    await user.click(screen.getByRole('button', { name: 'Copy key' }))
    await screen.findByRole('button', { name: 'Copied' })
    const announcements = screen.getAllByRole('status').map(({ textContent }) => textContent)
    expect(announcements.join()).toContain('Copied the key of Zapier Integration')
    expect(announcements.join()).not.toContain('Secret0')
  })

  test('the field tells browsers and password managers to keep off', async () => {
    const { user } = renderApp(fakeApi())
    await createKey(user)
    const field = screen.getByLabelText('Full API key')
    expect(field.getAttribute('translate')).toBe('no')
    expect(field.getAttribute('autocomplete')).toBe('off')
    expect(field.getAttribute('spellcheck')).toBe('false')
  })
})

describe('closing before the key was copied asks once', () => {
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

  test.each(ways)('%s closes at once after copying', async (_name, leave) => {
    const { user } = renderApp(fakeApi())
    await createKey(user)
    await user.click(screen.getByRole('button', { name: 'Copy key' }))
    await screen.findByRole('button', { name: 'Copied' })
    await leave(user)
    await dialogGone()
    expect(screen.queryByRole('alertdialog')).toBeNull()
  })

  test('closing the tab', async () => {
    const { user } = renderApp(fakeApi())
    await createKey(user)
    expect(closeTab()).toBe('asks')
    await user.click(screen.getByRole('button', { name: 'Copy key' }))
    await screen.findByRole('button', { name: 'Copied' })
    expect(closeTab()).toBe('closes')
  })

  test('a key copied by hand counts, a part of it does not', async () => {
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
  test('the command shows a mask and copies the real key', async () => {
    const api = fakeApi()
    const { user, writeText } = renderApp(api)
    const dialog = await createKey(user)
    const shown = dialog.querySelector('pre')?.textContent ?? ''
    expect(shown).toMatch(/^curl http.*\/v1\/me -H "Authorization: Bearer sami_Prefix\d+_•+"$/)
    await user.click(screen.getByRole('button', { name: 'Copy command' }))
    expect(writeText.mock.calls[0]?.[0]).toContain(`Bearer ${fullKey(api.keys[0] ?? key())}"`)
  })

  test('is noticed within one round of asking, with who made it', async () => {
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

  test('a hidden tab does not ask, and after five minutes nobody does', async () => {
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
    expect(screen.getByText(/No call in five minutes/)).toBeTruthy()
    const before = pollCount()
    await act(() => vi.advanceTimersByTimeAsync(20_000))
    expect(pollCount()).toBe(before)
    await user.click(screen.getByRole('button', { name: 'Check again' }))
    expect(screen.getByText('Waiting for the first call…')).toBeTruthy()
  })

  test('an ended session stops the asking but not the showing', async () => {
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
