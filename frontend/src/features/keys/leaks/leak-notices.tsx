import type { RefObject } from 'react'
import type { Key, NewKey } from '@/api/types'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Timestamp } from '@/components/ui/timestamp'
import { DAY_MS } from '@/lib/calendar'
import { useNow } from '@/lib/use-now'
import { openDetails } from '../details/details-url'
import { useDismissedLeaks } from './use-dismissed-leaks'

/** After that it is in the list of revoked keys, and no news. */
const SHOWN_FOR_DAYS = 14
/** The next one comes when one of these is put away. */
const MAX_VISIBLE = 3

interface LeakNoticesProps {
  /** The revoked ones, newest revocation first. */
  keys: readonly Key[]
  disabled: boolean
  onCreate: (initial: Partial<NewKey>) => void
  /** Takes the focus when a notice is gone. */
  fallbackFocus: RefObject<HTMLElement | null>
}

/** Somebody else revoked these: their owner has to learn of it here, or from a Zap that stopped. */
export function LeakNotices({ keys, disabled, onCreate, fallbackFocus }: LeakNoticesProps) {
  const now = useNow()
  const [dismissed, dismiss] = useDismissedLeaks()
  const visible = keys.filter(
    ({ id, reported_leaked, revoked_at }) =>
      reported_leaked &&
      !dismissed.includes(id) &&
      now.getTime() - Date.parse(revoked_at ?? '') < SHOWN_FOR_DAYS * DAY_MS,
  )
  return visible.slice(0, MAX_VISIBLE).map((key) => (
    <Notice
      key={key.id}
      tone="danger"
      title={
        <>
          Your key “<bdi>{key.name}</bdi>” was reported as leaked and revoked{' '}
          {key.revoked_at && <Timestamp value={key.revoked_at} />}
        </>
      }
      action={
        <div className="flex flex-wrap gap-2">
          {!hasActiveReplacement(key, keys) && (
            <Button
              size="small"
              disabled={disabled}
              aria-label={`Create a new key named ${key.name}`}
              onClick={() => onCreate({ name: key.name, permission: key.permission })}
            >
              Create a new key
            </Button>
          )}
          <Button
            variant="quiet"
            size="small"
            aria-haspopup="dialog"
            aria-label={`Show its use: ${key.name}`}
            onClick={() => openDetails(key.id)}
          >
            Show its use
          </Button>
          <Button
            variant="quiet"
            size="small"
            aria-label={`Dismiss the notice about ${key.name}`}
            onClick={() => {
              fallbackFocus.current?.focus()
              dismiss(key.id)
            }}
          >
            Dismiss
          </Button>
        </div>
      }
    >
      Whoever found it sent the whole key, so others may have it too.{' '}
      {hasActiveReplacement(key, keys)
        ? 'Give your tool the key that replaced it'
        : 'Create a new one for your tool'}
      , and remove this one from where it was readable.
    </Notice>
  ))
}

/** Whether another key took its place already, which is not among these revoked ones. */
const hasActiveReplacement = ({ replaced_by }: Key, revoked: readonly Key[]) =>
  replaced_by !== null && !revoked.some(({ id }) => id === replaced_by.id)
