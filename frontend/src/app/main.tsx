import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { keysQuery } from '@/features/keys/keys-query'
import { App } from './app'
import { SIGN_IN_PATH } from './paths'
import { createQueryClient } from './query-client'
import '@/styles/app.css'

const client = createQueryClient()

// The list does not wait for the session's answer: both are asked for at once.
if (window.location.pathname !== SIGN_IN_PATH) void client.prefetchQuery(keysQuery)

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
)
