import { screen, waitFor, within } from '@testing-library/react'
import { http } from 'msw'
import { expect, test } from 'vitest'
import { fakeApi, key, problem } from '@/testing/fake-api'
import { asAdmin, event } from '@/testing/fake-workspace'
import { activeHeading, renderApp } from '@/testing/render-app'

const tabs = () => within(screen.getByRole('navigation', { name: 'API keys' }))
const names = () =>
  tabs()
    .getAllByRole('link')
    .map(({ textContent }) => textContent)

test('members see two tabs and admins three, with the current one marked', async () => {
  const { unmount } = renderApp(fakeApi([key()]))
  await activeHeading()
  expect(names()).toEqual(['Your keys', 'Activity'])
  expect(tabs().getByRole('link', { current: 'page' }).textContent).toBe('Your keys')
  unmount()

  const api = fakeApi([key()])
  asAdmin(api)
  renderApp(api)
  await activeHeading()
  expect(names()).toEqual(['Your keys', 'Activity', 'Workspace keys'])
})

test('following a link changes the URL and title and moves focus; Back returns', async () => {
  const api = fakeApi([key()])
  api.events = [event()]
  const { user } = renderApp(api)
  await activeHeading()
  expect(document.activeElement).toBe(document.body)

  await user.click(tabs().getByRole('link', { name: 'Activity' }))
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Activity' })))
  expect(window.location.pathname).toBe('/settings/api-keys/activity')
  expect(document.title).toBe('Activity · API keys · SAMI OS')
  expect(tabs().getByRole('link', { current: 'page' }).textContent).toBe('Activity')

  window.history.back()
  const heading = await activeHeading()
  await waitFor(() => expect(document.activeElement).toBe(heading))
  expect(document.title).toBe('API keys · Settings · SAMI OS')
})

test('the browser handles a click that opens a new tab', async () => {
  const { user } = renderApp(fakeApi([key()]))
  await activeHeading()
  const link = tabs().getByRole('link', { name: 'Activity' })
  let prevented: boolean | undefined
  document.addEventListener(
    'click',
    (click) => {
      prevented = click.defaultPrevented
      click.preventDefault()
    },
    { once: true },
  )
  await user.keyboard('{Control>}')
  await user.click(link)
  expect(prevented).toBe(false)
  expect(window.location.pathname).toBe('/settings/api-keys')
})

test('the workspace page tells members who can help', async () => {
  window.history.replaceState(null, '', '/settings/api-keys/workspace')
  const api = fakeApi()
  api.handlers.splice(
    1,
    0,
    http.get('/api/workspace/keys', () =>
      problem(403, 'admin_required', 'Ask one of your workspace’s admins: Ada Admin.'),
    ),
  )
  renderApp(api)
  expect(await screen.findByText('For workspace admins only')).toBeTruthy()
  expect(screen.getByText('Ask one of your workspace’s admins: Ada Admin.')).toBeTruthy()
  expect(screen.queryByRole('searchbox')).toBeNull()
})

test('an unknown URL leads to your keys', async () => {
  window.history.replaceState(null, '', '/settings/api-keys/nothing')
  renderApp(fakeApi([key()]))
  await activeHeading()
  expect(window.location.pathname).toBe('/settings/api-keys')
})

test('signing in returns to the requested page', async () => {
  window.history.replaceState(null, '', '/settings/api-keys/activity')
  const api = fakeApi()
  api.signedIn = false
  const { user } = renderApp(api)
  await user.type(await screen.findByLabelText('Email'), 'maya@demo.test')
  await user.type(screen.getByLabelText('Password'), 'demo-password{Enter}')
  expect(await screen.findByRole('heading', { name: 'Activity' })).toBeTruthy()
  expect(window.location.pathname).toBe('/settings/api-keys/activity')
})
