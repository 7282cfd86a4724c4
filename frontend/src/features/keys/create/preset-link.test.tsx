import { screen, waitFor } from '@testing-library/react'
import { http } from 'msw'
import { expect, test } from 'vitest'
import { navigate } from '@/lib/location'
import { fakeApi, key } from '@/testing/fake-api'
import { activeHeading, renderApp } from '@/testing/render-app'
import { server } from '@/testing/server'

const LEAKED = 'sami_4fJk29sLqZ_Zq7Secret0Zq7Secret0Zq7Secret0Zq7chk00'

const FILLED_IN = 'The link you followed filled in this form. Check it before you create the key.'

const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label)

async function follow(query: string, api = fakeApi([key()])) {
  navigate(`/settings/api-keys?${query}`, 'replace')
  const app = renderApp(api)
  await screen.findByRole('dialog', { name: 'Create key' })
  return { ...app, api }
}

test('a link fills in the form and says so, but creates nothing', async () => {
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

  // The dialog's guard removes its history entry a little later. Wait, so it can't affect the next test.
  await user.click(screen.getByRole('button', { name: 'Copy key' }))
  await user.click(screen.getByRole('button', { name: 'Done' }))
  await waitFor(() => expect(window.history.state).toBeNull())
})

test('ignores invalid values and keeps the least access', async () => {
  await follow(`create=1&name=${LEAKED}&permission=owner&expires_in=10y&key=x`)
  expect(field('Name').value).toBe('')
  expect(field('Read only').checked).toBe(true)
  expect(field('1 year').checked).toBe(true)
})

test('cleans and truncates the name', async () => {
  const name = `\u202e Zap\nier\u200b ${'😀'.repeat(90)}`
  await follow(`create=1&name=${encodeURIComponent(name)}`)
  expect(field('Name').value).toBe(`Zapier ${'😀'.repeat(73)}`)
})

test('a link without values shows no note', async () => {
  await follow('create=1')
  expect(screen.queryByText(FILLED_IN)).toBeNull()
})

test('a link with Admin shows the warning', async () => {
  await follow('create=1&permission=admin')
  expect(field('Admin').checked).toBe(true)
  expect(screen.getByText(/permanently delete records as you/)).toBeTruthy()
})

test('keeps other parameters in the URL', async () => {
  await follow('q=zap&create=1&name=Zapier')
  expect(window.location.search).toBe('?q=zap')
})

test('removes the parameters from the URL immediately, even while the list loads', async () => {
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

test('closing the form returns to the list, and the link isn’t followed again', async () => {
  const { user } = await follow('create=1&name=Zapier')
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  await waitFor(() => expect(document.activeElement?.textContent).toMatch(/^Active keys/))
})

test('opening the dialog by hand shows no note', async () => {
  const { user } = renderApp(fakeApi([key()]))
  await activeHeading()
  await user.click(screen.getAllByRole('button', { name: 'Create key' })[0] as HTMLElement)
  await screen.findByRole('dialog', { name: 'Create key' })
  expect(screen.queryByText(FILLED_IN)).toBeNull()
})

test('the link survives signing in, and is in no URL until then', async () => {
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
