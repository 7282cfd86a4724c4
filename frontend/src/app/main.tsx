import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { keysQuery } from '@/features/keys/model/keys-query'
import { App } from './app'
import { KEYS_PATH, SETTINGS_PATHS, SIGN_IN_PATH } from './paths'
import { createQueryClient } from './query-client'
import '@/styles/app.css'

const client = createQueryClient()

// Fetch the list and the session at the same time.
const elsewhere = [SIGN_IN_PATH, ...SETTINGS_PATHS].filter((path) => path !== KEYS_PATH)
if (!elsewhere.includes(window.location.pathname)) void client.prefetchQuery(keysQuery)

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
)
