import { screen, waitFor } from '@testing-library/react'
import { http } from 'msw'
import { expect, test } from 'vitest'
import { navigate } from '@/lib/location'
import { fakeApi, key } from '@/testing/fake-api'
import { activeHeading, renderApp } from '@/testing/render-app'
import { server } from '@/testing/server'

const LEAKED = 'sami_4fJk29sLqZ_Zq7Secret0Zq7Secret0Zq7Secret0Zq7chk00'

const FILLED_IN = 'Filled in by the link you followed. Check them before you create the key.'

const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label)

async function follow(query: string, api = fakeApi([key()])) {
  navigate(`/settings/api-keys?${query}`, 'replace')
  const app = renderApp(api)
  await screen.findByRole('dialog', { name: 'Create key' })
  return { ...app, api }
}

test('a link fills in the form, says so, and creates nothing by itself', async () => {
  const { api, user } = await follow('create=1&name=Zapier&permission=write&expires_in=90d')
  expect(field('Name').value).toBe('Zapier')
  expect(field('Read & write').checked).toBe(true)
  expect(field('90 days').checked).toBe(true)
  expect(screen.getByText(FILLED_IN)).toBeTruthy()
  await waitFor(() => expect(window.location.search).toBe(''))
  expect(api.count('POST /api/keys')).toBe(0)

  await user.click(screen.getAllByRole('button', { name: 'Create key' }).at(-1) as HTMLElement)
  await screen.findByRole('dialog', { name: 'Created “Zapier”' })
  expect(api.keys[0]).toMatchObject({ name: 'Zapier', permission: 'write' })

  // The dialog's guard takes its step out of the history a little later: not from under the next test.
  await user.click(screen.getByRole('button', { name: 'Copy key' }))
  await user.click(screen.getByRole('button', { name: 'Done' }))
  await waitFor(() => expect(window.history.state).toBeNull())
})

test('what can’t be right is left out: the least access stays chosen', async () => {
  await follow(`create=1&name=${LEAKED}&permission=owner&expires_in=10y&key=x`)
  expect(field('Name').value).toBe('')
  expect(field('Read only').checked).toBe(true)
  expect(field('1 year').checked).toBe(true)
})

test('a name is cut to what a name may be', async () => {
  const name = `\u202e Zap\nier\u200b ${'😀'.repeat(90)}`
  await follow(`create=1&name=${encodeURIComponent(name)}`)
  expect(field('Name').value).toBe(`Zapier ${'😀'.repeat(73)}`)
})

test('a link that only asks for the form has filled in nothing', async () => {
  await follow('create=1')
  expect(screen.queryByText(FILLED_IN)).toBeNull()
})

test('Admin by a link warns as ever', async () => {
  await follow('create=1&permission=admin')
  expect(field('Admin').checked).toBe(true)
  expect(screen.getByText(/delete records for good, as you/)).toBeTruthy()
})

test('other parameters of the address stay', async () => {
  await follow('q=zap&create=1&name=Zapier')
  expect(window.location.search).toBe('?q=zap')
})

test('the parameters leave the address at once, even while the list is still on its way', async () => {
  navigate('/settings/api-keys?create=1&name=Zapier', 'replace')
  const api = fakeApi([key()])
  renderApp(api)
  let finish = () => {}
  const gate = new Promise<void>((resolve) => (finish = resolve))
  server.use(
    http.get('/api/keys', async () => {
      await gate
      return undefined
    }),
  )
  await waitFor(() => expect(window.location.search).toBe(''))
  expect(screen.queryByRole('dialog')).toBeNull()
  finish()
  await screen.findByRole('dialog', { name: 'Create key' })
  expect(field('Name').value).toBe('Zapier')
})

test('leaving the form goes to the list, and the link is not followed again', async () => {
  const { user } = await follow('create=1&name=Zapier')
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  await waitFor(() => expect(document.activeElement?.textContent).toMatch(/^Active keys/))
})

test('the same dialog opened by hand says nothing of a link', async () => {
  const { user } = renderApp(fakeApi([key()]))
  await activeHeading()
  await user.click(screen.getAllByRole('button', { name: 'Create key' })[0] as HTMLElement)
  await screen.findByRole('dialog', { name: 'Create key' })
  expect(screen.queryByText(FILLED_IN)).toBeNull()
})

test('the link is still known after signing in, and in no address meanwhile', async () => {
  const api = fakeApi([key()])
  api.signedIn = false
  navigate('/settings/api-keys?create=1&name=Zapier', 'replace')
  const { user } = renderApp(api)
  await user.type(await screen.findByLabelText('Email'), 'maya@demo.test')
  expect(window.location.pathname + window.location.search).toBe('/sign-in')
  await user.type(screen.getByLabelText('Password'), 'demo-password{Enter}')
  await screen.findByRole('dialog', { name: 'Create key' })
  expect(field('Name').value).toBe('Zapier')
  await waitFor(() => expect(window.location.search).toBe(''))
})
