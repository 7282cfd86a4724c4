import { QueryClient } from '@tanstack/react-query'
import { ApiError } from '@/api/problem'

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Retrying won't change a 4xx, but may fix a dropped connection or a restarting server.
        retry: (failures, error) => failures < 2 && !(error instanceof ApiError && error.status < 500),
        // People come back from the Zapier tab to see whether a key was used.
        refetchOnWindowFocus: true,
        staleTime: 5_000,
      },
    },
  })
}
