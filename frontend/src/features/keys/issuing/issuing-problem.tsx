import { ApiError, NetworkError } from '@/api/problem'
import { Notice } from '@/components/ui/notice'
import { ProblemNotice } from '@/components/ui/problem-notice'

interface IssuingProblemProps {
  error: Error
  waiting: boolean
  /** The label of the button to press again. */
  button: string
  /** What may not have happened to the key. */
  outcome: 'created' | 'replaced'
  /** What still holds if nothing happened. */
  currentState: string
  /** What holds either way. */
  eitherWay?: string
}

/** Why there is no new key yet, and whether there might be one anyway. */
export function IssuingProblem(props: IssuingProblemProps) {
  const { error, waiting, button, outcome, currentState, eitherWay = '' } = props
  if (error instanceof NetworkError) {
    return (
      <Notice tone="warn" icon="cloudOff" role="alert" title="No response from SAMI OS">
        The key may or may not have been {outcome}. Press {button} again to find out. The same request never
        runs twice. {eitherWay}
      </Notice>
    )
  }
  if (error instanceof ApiError && error.status === 429) {
    return (
      <Notice tone="warn" icon="clock" role="alert" title={`Too many requests: the key was not ${outcome}`}>
        {waiting ? 'You can try again when the countdown ends.' : 'You can try again now.'} {currentState}
      </Notice>
    )
  }
  if (error instanceof ApiError && error.code === 'idempotency_in_progress') {
    return (
      <Notice tone="warn" icon="clock" role="alert" title="SAMI OS is still working on it">
        Your first request hasn’t finished. Press {button} again in a moment. {eitherWay}
      </Notice>
    )
  }
  const uncertain = error instanceof ApiError && error.status >= 500
  return (
    <ProblemNotice
      error={error}
      title={uncertain ? `The key may not have been ${outcome}` : `The key was not ${outcome}`}
      currentState={
        uncertain ? `Trying again without changes never creates a second key. ${eitherWay}` : currentState
      }
    />
  )
}
