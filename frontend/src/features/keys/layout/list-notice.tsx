import { isSessionRequired } from '@/api/problem'
import { Notice } from '@/components/ui/notice'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { RetryButton } from '@/components/ui/retry-button'
import { formatTime } from '@/lib/format-time'
import { useSignInAgain } from '@/lib/sign-in-again'

/** What a list is called when something is wrong with it. */
export interface ListMessages {
  loadFailed: string
  /** Offline, with nothing on screen yet. */
  offlineEmpty: string
  /** Offline. */
  offline: string
}

const yourKeys: ListMessages = {
  loadFailed: 'Your keys could not be loaded',
  offlineEmpty: 'Your keys appear once you’re back.',
  offline: 'Creating and revoking wait for the connection; your keys keep working.',
}

interface ListNoticeProps {
  messages?: ListMessages
  online: boolean
  error: Error | null
  /** When the list on screen was read; null when there is none. */
  fetchedAt: Date | null
  retrying: boolean
  onRetry: () => void
  onSignedIn: () => void
}

/** What is wrong with the list, and what it is still good for. */
export function ListNotice(props: ListNoticeProps) {
  const { messages = yourKeys, online, error, fetchedAt, retrying, onRetry, onSignedIn } = props
  const SignInAgain = useSignInAgain()
  const asOf = fetchedAt && (
    <>
      This list is as of <time dateTime={fetchedAt.toISOString()}>{formatTime(fetchedAt)}</time>
    </>
  )

  if (!online) {
    return (
      <Notice tone="warn" icon="cloudOff" role="status" title="You’re offline">
        {asOf ? <>{asOf}.</> : messages.offlineEmpty} {messages.offline}
      </Notice>
    )
  }
  if (error === null) return null
  if (isSessionRequired(error)) return <SignInAgain onSignedIn={onSignedIn} />
  return (
    <ProblemNotice
      error={error}
      title={fetchedAt ? 'The list could not be refreshed' : messages.loadFailed}
      currentState="Your keys keep working."
      action={
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <RetryButton error={error} busy={retrying} onRetry={onRetry} />
          {asOf && <span className="text-ink-2">{asOf}.</span>}
        </div>
      }
    />
  )
}
