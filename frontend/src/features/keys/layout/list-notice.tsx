import { isSessionRequired } from '@/api/problem'
import { Notice } from '@/components/ui/notice'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { RetryButton } from '@/components/ui/retry-button'
import { formatTime } from '@/lib/format-time'
import { useSignInAgain } from '@/lib/sign-in-again'

/** A list's texts for when something is wrong. */
export interface ListMessages {
  loadFailed: string
  /** Offline, with nothing loaded yet. */
  offlineEmpty: string
  /** Offline. */
  offline: string
}

const yourKeys: ListMessages = {
  loadFailed: 'Couldn’t load your keys',
  offlineEmpty: 'Your keys appear when you’re back online.',
  offline: 'You can’t create or revoke keys offline. Your keys still work.',
}

interface ListNoticeProps {
  messages?: ListMessages
  online: boolean
  error: Error | null
  /** When the list on screen was fetched, or null if there is none. */
  fetchedAt: Date | null
  retrying: boolean
  onRetry: () => void
  onSignedIn: () => void
}

/** Says what is wrong with the list, and what still holds. */
export function ListNotice(props: ListNoticeProps) {
  const { messages = yourKeys, online, error, fetchedAt, retrying, onRetry, onSignedIn } = props
  const SignInAgain = useSignInAgain()
  const asOf = fetchedAt && (
    <>
      Showing the list as of <time dateTime={fetchedAt.toISOString()}>{formatTime(fetchedAt)}</time>
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
      title={fetchedAt ? 'Couldn’t refresh the list' : messages.loadFailed}
      currentState="Your keys still work."
      action={
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <RetryButton error={error} busy={retrying} onRetry={onRetry} />
          {asOf && <span className="text-ink-2">{asOf}.</span>}
        </div>
      }
    />
  )
}
