import { useEffect } from 'react'
import { ApiError } from '@/api/problem'
import { useCountdown } from '@/lib/use-countdown'
import { Button } from './button'

interface RetryButtonProps {
  error: Error
  busy: boolean
  onRetry: () => void
}

/** Waits for the server's `Retry-After`. */
export function RetryButton({ error, busy, onRetry }: RetryButtonProps) {
  const { secondsLeft, start } = useCountdown()
  useEffect(() => {
    if (error instanceof ApiError && error.status === 429) start(error.retryAfterSeconds ?? 30)
  }, [error, start])
  return (
    <Button size="small" className="tabular" busy={busy} disabled={secondsLeft > 0} onClick={onRetry}>
      {secondsLeft > 0 ? `Try again in ${secondsLeft} s` : busy ? 'Retrying…' : 'Try again'}
    </Button>
  )
}
