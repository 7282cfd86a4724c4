import { ApiError, NetworkError } from '@/api/problem'
import { Notice } from '@/components/ui/notice'
import { ProblemNotice } from '@/components/ui/problem-notice'

/** What a failed revocation leaves behind. Where nobody knows, it says so. */
export function RevokeProblem({ error, waiting }: { error: Error; waiting: boolean }) {
  if (error instanceof NetworkError) {
    return (
      <Notice tone="danger" icon="cloudOff" role="alert" title="No answer from SAMI OS">
        The key may or may not be revoked. Until this succeeds, assume that it still works. Press Revoke key
        again: revoking twice does no harm.
      </Notice>
    )
  }
  if (error instanceof ApiError && error.status === 429) {
    return (
      <Notice tone="warn" icon="clock" role="alert" title="The key was not revoked; it still works">
        Too many requests.{' '}
        {waiting ? 'The button counts down to when you can try again.' : 'You can try again now.'}
      </Notice>
    )
  }
  const uncertain = error instanceof ApiError && error.status >= 500
  return (
    <ProblemNotice
      error={error}
      title={uncertain ? 'The key may not be revoked' : 'The key was not revoked; it still works'}
      {...(uncertain && { currentState: 'Until this succeeds, assume that it still works.' })}
    />
  )
}
