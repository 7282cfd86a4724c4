import { QueryClient } from '@tanstack/react-query'
import { ApiError } from '@/api/problem'

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // A refusal will be the same in a second; a lost connection or a restarting server may not.
        retry: (failures, error) => failures < 2 && !(error instanceof ApiError && error.status < 500),
        // People come back from the Zapier tab to see whether a key was used.
        refetchOnWindowFocus: true,
        staleTime: 5_000,
      },
    },
  })
}
