import { act, screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { afterEach, expect, test, vi } from 'vitest'
import { fakeApi, problem } from '@/testing/fake-api'
import { activeHeading, renderApp } from '@/testing/render-app'
import { server } from '@/testing/server'

afterEach(() => {
  vi.useRealTimers()
})

function signedOut() {
  const api = fakeApi()
  api.signedIn = false
  return api
}

async function signInWith(user: ReturnType<typeof renderApp>['user'], password: string) {
  await user.type(await screen.findByLabelText('Email'), 'maya@demo.test')
  await user.type(screen.getByLabelText('Password'), `${password}{Enter}`)
}

test('without a session every URL leads to sign-in, and sign-in to the keys', async () => {
  window.history.replaceState(null, '', '/')
  const { user } = renderApp(signedOut())
  await screen.findByRole('heading', { name: 'Sign in' })
  expect(window.location.pathname).toBe('/sign-in')
  await signInWith(user, 'demo-password')
  await activeHeading()
  expect(window.location.pathname).toBe('/settings/api-keys')
})

test('the page is never empty while the sign-in page loads', async () => {
  const { container } = renderApp(signedOut())
  const empty: boolean[] = []
  new MutationObserver(() => empty.push(container.childElementCount === 0)).observe(container, {
    childList: true,
  })
  expect(container.textContent).toContain('Loading your keys')
  await screen.findByRole('heading', { name: 'Sign in' })
  expect(empty).not.toHaveLength(0)
  expect(empty).not.toContain(true)
})

test('a wrong password shows an error, keeps the email and stores nothing', async () => {
  const { user, client } = renderApp(signedOut())
  await signInWith(user, 'wrong-password')
  expect(await screen.findByText('Incorrect email or password')).toBeTruthy()
  expect(screen.getByLabelText<HTMLInputElement>('Email').value).toBe('maya@demo.test')
  expect(document.activeElement).toBe(screen.getByLabelText('Password'))
  const caches = [client.getQueryCache().getAll(), client.getMutationCache().getAll()]
  expect(JSON.stringify([caches, { ...localStorage }, { ...sessionStorage }])).not.toContain('wrong-password')
})

test('after too many attempts the button counts down and then works again', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  const { user } = renderApp(signedOut())
  server.use(
    http.post('/api/session', () =>
      problem(429, 'rate_limited', 'Too many.', { headers: { 'Retry-After': '12' } }),
    ),
  )
  await signInWith(user, 'demo-password')
  const button = await screen.findByRole('button', { name: /Try again in 1[12] s/ })
  expect(button.hasAttribute('disabled')).toBe(true)
  await act(() => vi.advanceTimersByTimeAsync(6_000))
  expect(screen.getByRole('button', { name: /Try again in [56] s/ })).toBeTruthy()
  await act(() => vi.advanceTimersByTimeAsync(6_500))
  expect(screen.getByRole('button', { name: 'Sign in' }).hasAttribute('disabled')).toBe(false)
  expect(screen.getByText('You can try again now.')).toBeTruthy()
})

test('demo accounts fill in the form', async () => {
  const { user } = renderApp(signedOut())
  server.use(
    http.get('/api/sign-in-hints', () =>
      HttpResponse.json({
        signed_in: false,
        demo_accounts: [
          { email: 'tom@demo.test', name: 'Tom Brandt', role: 'member', workspace: 'Acme Demo' },
        ],
        demo_password: 'demo-password',
      }),
    ),
  )
  await user.click(await screen.findByRole('button', { name: /Tom Brandt/ }))
  expect(screen.getByLabelText<HTMLInputElement>('Email').value).toBe('tom@demo.test')
  expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe('demo-password')
  await user.keyboard('{Enter}')
  await activeHeading()
})

test('signing out clears the cache', async () => {
  const api = fakeApi()
  const { user, client } = renderApp(api)
  await activeHeading()
  await user.click(screen.getByRole('button', { name: 'Sign out', hidden: true }))
  await screen.findByRole('heading', { name: 'Sign in' })
  expect(api.signedIn).toBe(false)
  expect(client.getQueryData(['keys', 'list'])).toBeUndefined()
})

test('a failed sign-out says the user is still signed in', async () => {
  const { user } = renderApp(fakeApi())
  await activeHeading()
  server.use(http.delete('/api/session', () => HttpResponse.error()))
  await user.click(screen.getByRole('button', { name: 'Sign out', hidden: true }))
  expect(await screen.findByText(/You’re still signed in/)).toBeTruthy()
  await waitFor(() => expect(window.location.pathname).toBe('/settings/api-keys'))
})
