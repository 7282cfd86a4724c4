import { ApiError, NetworkError } from '@/api/problem'
import { Notice } from '@/components/ui/notice'
import { ProblemNotice } from '@/components/ui/problem-notice'

interface IssuingProblemProps {
  error: Error
  waiting: boolean
  /** The words of the button to press again. */
  button: string
  /** What did not, or may not have, become of the key. */
  outcome: 'created' | 'replaced'
  /** Where nothing happened. */
  currentState: string
  /** Whether it happened or not. */
  eitherWay?: string
}

/** Why there is no new key yet, and whether there might be one all the same. */
export function IssuingProblem(props: IssuingProblemProps) {
  const { error, waiting, button, outcome, currentState, eitherWay = '' } = props
  if (error instanceof NetworkError) {
    return (
      <Notice tone="warn" icon="cloudOff" role="alert" title="No answer from SAMI OS">
        The key may or may not have been {outcome}. Press {button} again to find out: the same request is
        never carried out twice. {eitherWay}
      </Notice>
    )
  }
  if (error instanceof ApiError && error.status === 429) {
    return (
      <Notice tone="warn" icon="clock" role="alert" title={`Too many requests: the key was not ${outcome}`}>
        {waiting ? 'The button counts down to when you can try again.' : 'You can try again now.'}{' '}
        {currentState}
      </Notice>
    )
  }
  if (error instanceof ApiError && error.code === 'idempotency_in_progress') {
    return (
      <Notice tone="warn" icon="clock" role="alert" title="SAMI OS is still working on it">
        Your first request has not finished. Press {button} again in a moment. {eitherWay}
      </Notice>
    )
  }
  const uncertain = error instanceof ApiError && error.status >= 500
  return (
    <ProblemNotice
      error={error}
      title={uncertain ? `The key may not have been ${outcome}` : `The key was not ${outcome}`}
      currentState={
        uncertain ? `Trying again with the same content never makes two keys. ${eitherWay}` : currentState
      }
    />
  )
}
