import { Refused, Unreachable } from '@/api/problem'
import { Notice } from '@/components/ui/notice'
import { ProblemNotice } from '@/components/ui/problem-notice'

/** Why there is no key yet, and whether there might be one all the same. */
export function CreateProblem({ error, waiting }: { error: Error; waiting: boolean }) {
  if (error instanceof Unreachable) {
    return (
      <Notice tone="warn" icon="cloudOff" role="alert" title="No answer from SAMI OS">
        The key may or may not have been created. Press Create key again to find out: the same request is
        never carried out twice.
      </Notice>
    )
  }
  if (error instanceof Refused && error.status === 429) {
    return (
      <Notice tone="warn" icon="clock" role="alert" title="Too many requests: the key was not created">
        {waiting ? 'The button counts down to when you can try again.' : 'You can try again now.'} What you
        entered is kept.
      </Notice>
    )
  }
  if (error instanceof Refused && error.code === 'idempotency_in_progress') {
    return (
      <Notice tone="warn" icon="clock" role="alert" title="SAMI OS is still working on it">
        Your first request has not finished. Press Create key again in a moment.
      </Notice>
    )
  }
  const unsure = error instanceof Refused && error.status >= 500
  return (
    <ProblemNotice
      error={error}
      title={unsure ? 'The key may not have been created' : 'The key was not created'}
      stillTrue={
        unsure ? 'Trying again with the same content never makes two keys.' : 'What you entered is kept.'
      }
    />
  )
}
