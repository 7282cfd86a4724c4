// An event as a sentence, for the activity page and the history of one key.
import type { ReactNode } from 'react'
import type { Event } from '@/api/types'
import { formatDate, formatDateTime } from '@/lib/format-time'
import { permissionNames } from '../model/permission-names'
import { describeUserAgent } from './user-agent'

/** `userId` is the reader, who is "you" in the sentence. */
export function EventSentence({ event, userId }: { event: Event; userId: string }) {
  const actor = event.actor === null ? 'An operator' : person(event.actor, userId, 'You')
  const detail = details(event.detail)

  switch (event.action) {
    case 'signed_in':
      return <>{actor} signed in</>
    case 'signed_out':
      return <>{actor} signed out</>
    case 'key_created':
      return (
        <>
          {actor} created {name(detail.name ?? event.key?.name)} ({conditions(detail)})
          {detail.replaces && <> to replace {prefix(detail.replaces)}</>}
        </>
      )
    case 'key_renamed':
      return (
        <>
          {actor} renamed {name(detail.from)} to {name(detail.to)}
        </>
      )
    case 'key_replaced':
      return (
        <>
          {actor} replaced {key(event)} with {prefix(detail.new_prefix)}, stopping the old key{' '}
          {detail.grace === '0' ? 'immediately' : `on ${moment(detail.stops_at)}`}
        </>
      )
    case 'key_revoked':
      return (
        <>
          {actor} revoked {event.actor?.id !== event.user.id && owner(event, userId)}
          {key(event)}
        </>
      )
    case 'key_reported_leaked':
      return (
        <>
          {event.user.id === userId ? 'Your key ' : owner(event, userId)}
          {key(event)} was reported as leaked and revoked
        </>
      )
    case 'user_deactivated':
      return (
        <>
          {actor} deactivated {person(event.user, userId, 'your account')}
        </>
      )
  }
}

/** "Firefox on macOS, 203.0.113.24". Null if neither is known, as for an operator's actions. */
export function eventOrigin(event: Pick<Event, 'agent' | 'ip'>): string | null {
  const parts = [describeUserAgent(event.agent), event.ip].filter((part) => part)
  return parts.length > 0 ? parts.join(', ') : null
}

/** The members of `detail` that are strings. They depend on the action. */
type Details = Partial<Record<string, string>>

function details(detail: Record<string, unknown>): Details {
  return Object.fromEntries(
    Object.entries(detail).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

function person(someone: { id: string; name: string }, userId: string, you: string): ReactNode {
  return someone.id === userId ? you : <bdi>{someone.name}</bdi>
}

function owner(event: Event, userId: string): ReactNode {
  if (event.user.id === userId) return 'your key '
  return (
    <>
      <bdi>{event.user.name}</bdi>’s key{' '}
    </>
  )
}

/** The key's current name. The prefix never changes. */
function key(event: Event): ReactNode {
  return (
    <>
      {name(event.key?.name)} ({prefix(event.key?.prefix)})
    </>
  )
}

function name(text = 'a key'): ReactNode {
  return (
    <span className="font-semibold text-ink">
      “<bdi>{text}</bdi>”
    </span>
  )
}

function prefix(text = 'another key'): ReactNode {
  return (
    <code dir="ltr" translate="no" className="font-mono text-micro">
      {text}…
    </code>
  )
}

function conditions({ permission, expires_at }: Details): string {
  const words = Object.entries(permissionNames).find(([each]) => each === permission)?.[1]
  const end = expires_at === undefined ? 'never expires' : `expires ${formatDate(new Date(expires_at))}`
  return [words, end].filter((part) => part).join(', ')
}

const moment = (text: string | undefined) => (text === undefined ? '' : formatDateTime(new Date(text)))
