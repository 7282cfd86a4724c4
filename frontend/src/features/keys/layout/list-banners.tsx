import { isSessionRequired } from '@/api/problem'
import { Notice } from '@/components/ui/notice'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { RetryButton } from '@/components/ui/retry-button'
import { formatClock } from '@/lib/format-time'
import { useSignInAgain } from '@/lib/sign-in-again'

/** What a list is called when something is wrong with it. */
export interface ListWords {
  notLoaded: string
  /** Offline, with nothing on screen yet. */
  whenBack: string
  /** Offline. */
  waits: string
}

const yourKeys: ListWords = {
  notLoaded: 'Your keys could not be loaded',
  whenBack: 'Your keys appear once you’re back.',
  waits: 'Creating and revoking wait for the connection; your keys keep working.',
}

interface ListBannersProps {
  words?: ListWords
  online: boolean
  error: Error | null
  /** When the list on screen was read; null when there is none. */
  readAt: Date | null
  retrying: boolean
  onRetry: () => void
  onSignedIn: () => void
}

/** What is wrong with the list, and what it is still good for. */
export function ListBanners(props: ListBannersProps) {
  const { words = yourKeys, online, error, readAt, retrying, onRetry, onSignedIn } = props
  const SignInAgain = useSignInAgain()
  const asOf = readAt && (
    <>
      This list is as of <time dateTime={readAt.toISOString()}>{formatClock(readAt)}</time>
    </>
  )

  if (!online) {
    return (
      <Notice tone="warn" icon="cloudOff" role="status" title="You’re offline">
        {asOf ? <>{asOf}.</> : words.whenBack} {words.waits}
      </Notice>
    )
  }
  if (error === null) return null
  if (isSessionRequired(error)) return <SignInAgain onSignedIn={onSignedIn} />
  return (
    <ProblemNotice
      error={error}
      title={readAt ? 'The list could not be refreshed' : words.notLoaded}
      stillTrue="Your keys keep working."
      action={
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <RetryButton error={error} busy={retrying} onRetry={onRetry} />
          {asOf && <span className="text-ink-2">{asOf}.</span>}
        </div>
      }
    />
  )
}
