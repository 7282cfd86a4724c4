import { ApiError } from '@/api/problem'
import { Notice } from '@/components/ui/notice'
import { ProblemNotice } from '@/components/ui/problem-notice'

export function SignInError({ error, secondsLeft }: { error: Error; secondsLeft: number }) {
  if (error instanceof ApiError && error.code === 'invalid_credentials') {
    return (
      <Notice tone="danger" role="alert" title="Incorrect email or password">
        Check both and try again.
      </Notice>
    )
  }
  if (error instanceof ApiError && error.status === 429) {
    return (
      <Notice tone="warn" icon="clock" role="alert" title="Too many attempts">
        {secondsLeft > 0 ? 'You can try again when the countdown ends.' : 'You can try again now.'}
      </Notice>
    )
  }
  return <ProblemNotice error={error} title="Couldn’t sign you in" />
}
