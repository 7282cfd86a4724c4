import { QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { vi } from 'vitest'
import { App } from '@/app/app'
import { createQueryClient } from '@/app/query-client'
import type { FakeApi } from './fake-api'
import { server } from './server'

/** The whole app with a fake API. `clipboard` is the browser's response to a clipboard write. */
export function renderApp(api: FakeApi, clipboard: (text: string) => Promise<void> = async () => {}) {
  server.use(...api.handlers)
  const client = createQueryClient()
  client.setDefaultOptions({ queries: { ...client.getDefaultOptions().queries, retryDelay: 1 } })
  const user = userEvent.setup({ writeToClipboard: false })
  const writeText = vi.fn(clipboard)
  Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true })
  const view = render(
    <QueryClientProvider client={client}>
      <App />
    </QueryClientProvider>,
  )
  return { ...view, client, user, writeText }
}

export const activeHeading = () => screen.findByRole('heading', { name: /^Active keys/ })

type User = ReturnType<typeof userEvent.setup>

export async function openCreateDialog(user: User) {
  await activeHeading()
  const [button] = screen.getAllByRole('button', { name: 'Create key' })
  if (button === undefined) throw new Error('no Create key button')
  await user.click(button)
  return screen.findByRole('dialog', { name: 'Create key' })
}

/** From the list to the dialog that shows the new key. */
export async function createKey(user: User, name = 'Zapier Integration') {
  await openCreateDialog(user)
  await user.type(screen.getByLabelText('Name'), `${name}{Enter}`)
  return screen.findByRole('dialog', { name: `Created “${name}”` })
}
