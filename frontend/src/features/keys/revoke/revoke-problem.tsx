import { ApiError, NetworkError } from '@/api/problem'
import { Notice } from '@/components/ui/notice'
import { ProblemNotice } from '@/components/ui/problem-notice'

/** The result of a failed revocation. Says so if it's unknown. */
export function RevokeProblem({ error, waiting }: { error: Error; waiting: boolean }) {
  if (error instanceof NetworkError) {
    return (
      <Notice tone="danger" icon="cloudOff" role="alert" title="No response from SAMI OS">
        The key may or may not be revoked. Until this succeeds, assume it still works. Press Revoke key again.
        Revoking twice does no harm.
      </Notice>
    )
  }
  if (error instanceof ApiError && error.status === 429) {
    return (
      <Notice tone="warn" icon="clock" role="alert" title="The key was not revoked; it still works">
        Too many requests. {waiting ? 'You can try again when the countdown ends.' : 'You can try again now.'}
      </Notice>
    )
  }
  const uncertain = error instanceof ApiError && error.status >= 500
  return (
    <ProblemNotice
      error={error}
      title={uncertain ? 'The key may not have been revoked' : 'The key was not revoked; it still works'}
      {...(uncertain && { currentState: 'Until this succeeds, assume it still works.' })}
    />
  )
}
