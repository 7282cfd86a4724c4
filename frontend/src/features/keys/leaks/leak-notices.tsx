import type { RefObject } from 'react'
import type { Key, NewKey } from '@/api/types'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Timestamp } from '@/components/ui/timestamp'
import { DAY_MS } from '@/lib/calendar'
import { useNow } from '@/lib/use-now'
import { openDetails } from '../details/details-url'
import { useDismissedLeaks } from './use-dismissed-leaks'

/** After that, only the list of revoked keys shows it. */
const SHOWN_FOR_DAYS = 14
/** Dismissing one shows the next. */
const MAX_VISIBLE = 3

interface LeakNoticesProps {
  /** Revoked keys, newest first. */
  keys: readonly Key[]
  disabled: boolean
  onCreate: (initial: Partial<NewKey>) => void
  /** Takes focus when a notice is dismissed. */
  fallbackFocus: RefObject<HTMLElement | null>
}

/** Someone else revoked these keys, so tell the owner here, before they find out from a broken Zap. */
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
            aria-label={`Show usage of ${key.name}`}
            onClick={() => openDetails(key.id)}
          >
            Show usage
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
      The report contained the full key, so others may have it too.{' '}
      {hasActiveReplacement(key, keys)
        ? 'Give your tool the key that replaced it'
        : 'Create a new one for your tool'}
      , and remove this one from wherever it was exposed.
    </Notice>
  ))
}

/** Whether the key has a replacement that isn't revoked. */
const hasActiveReplacement = ({ replaced_by }: Key, revoked: readonly Key[]) =>
  replaced_by !== null && !revoked.some(({ id }) => id === replaced_by.id)
