import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { isSessionRequired } from '@/api/problem'
import type { Key } from '@/api/types'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { describeClient } from '../model/describe-client'
import { fetchKey } from '../model/keys-query'

const POLL_MS = 2_000
const TIMEOUT_MS = 5 * 60_000

/** Polls for the key's first call. Hidden tabs don't poll, and polling pauses after five minutes. */
export function FirstCallStatus({ keyData }: { keyData: Key }) {
  const [paused, setPaused] = useState(false)

  const { data, error } = useQuery({
    queryKey: ['keys', 'first-call', keyData.id],
    queryFn: ({ signal }) => fetchKey(keyData.id, signal),
    initialData: keyData,
    staleTime: POLL_MS,
    gcTime: 0,
    retry: false,
    enabled: !paused,
    refetchInterval: ({ state }) =>
      state.data?.last_used_at || isSessionRequired(state.error) ? false : POLL_MS,
    refetchIntervalInBackground: false,
  })

  const called = data.last_used_at !== null
  useEffect(() => {
    if (called || paused) return
    const timer = setTimeout(() => setPaused(true), TIMEOUT_MS)
    return () => clearTimeout(timer)
  }, [called, paused])

  const client = describeClient(data)
  return (
    <div className="mt-2.5 flex min-h-7 items-center gap-2 text-small">
      <p role="status" className="flex min-w-0 items-center gap-2">
        {called ? (
          <>
            <span className="grid size-4 shrink-0 place-items-center rounded-[50%] bg-ok text-surface">
              <Icon name="check" className="size-3" />
            </span>
            <span className="font-semibold text-ok [overflow-wrap:anywhere]">
              Working: first call just now
              {client && (
                <>
                  {' '}
                  from <bdi>{client}</bdi>
                </>
              )}
            </span>
          </>
        ) : isSessionRequired(error) ? (
          <span className="text-ink-2">Your session ended, so this check stopped. The key still works.</span>
        ) : paused ? (
          <span className="text-ink-2">
            No calls in five minutes. The list shows the first call when it arrives.
          </span>
        ) : (
          <>
            <span aria-hidden="true" className="relative grid size-4 shrink-0 place-items-center">
              <span className="absolute size-4 animate-breathe rounded-[50%] bg-accent-soft" />
              <span className="relative size-2 rounded-[50%] bg-accent" />
            </span>
            <span className="text-ink-2">Waiting for the first call…</span>
          </>
        )}
      </p>
      {paused && !called && (
        <Button variant="quiet" size="small" onClick={() => setPaused(false)}>
          Check again
        </Button>
      )}
    </div>
  )
}
