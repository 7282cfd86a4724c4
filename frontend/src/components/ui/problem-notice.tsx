import { ApiError } from '@/api/problem'
import { Notice } from './notice'

interface ProblemNoticeProps {
  error: Error
  /** What did not happen: "The key was not created." */
  title: string
  /** What is still true in spite of the failure: "It still works." */
  currentState?: string
  action?: React.ReactNode
}

/** A failure as the reader needs it: what failed, why, what is still true, and the id support can look up. */
export function ProblemNotice({ error, title, currentState, action }: ProblemNoticeProps) {
  const reason =
    error instanceof ApiError ? error.detail : 'SAMI OS did not answer. Check your connection and try again.'
  return (
    <Notice tone="danger" role="alert" title={title} action={action}>
      {reason}
      {currentState && ` ${currentState}`}
      {error instanceof ApiError && error.requestId && (
        <span className="mt-0.5 block text-micro text-ink-3">
          Request id <span className="font-mono select-all">{error.requestId}</span>
        </span>
      )}
    </Notice>
  )
}
