import { ApiError } from '@/api/problem'
import { Notice } from './notice'

interface ProblemNoticeProps {
  error: Error
  /** What failed: "The key was not created." */
  title: string
  /** What still holds after the failure: "It still works." */
  currentState?: string
  action?: React.ReactNode
}

/** Shows a failure: what failed, why, what still holds, and the request ID for support. */
export function ProblemNotice({ error, title, currentState, action }: ProblemNoticeProps) {
  const reason =
    error instanceof ApiError ? error.detail : 'SAMI OS didn’t respond. Check your connection and try again.'
  return (
    <Notice tone="danger" role="alert" title={title} action={action}>
      {reason}
      {currentState && ` ${currentState}`}
      {error instanceof ApiError && error.requestId && (
        <span className="mt-0.5 block text-micro text-ink-3">
          Request ID <span className="font-mono select-all">{error.requestId}</span>
        </span>
      )}
    </Notice>
  )
}
