import type { Key, NewKey, Permission } from '@/api/types'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { DAY_MS } from '@/lib/calendar'
import { useNow } from '@/lib/use-now'
import { MAX_NAME_LENGTH } from '../model/name-rules'
import { permissionDetails, permissions } from '../model/permission-details'

/** A younger key's calls say little about what a tool will do. */
const MIN_HISTORY_DAYS = 7

/** The least permission that covers every call so far, if the key has more than that. */
export function sufficientPermission(key: Key, now: Date): Permission | null {
  const { needed_permission: needed, permission, status, created_at } = key
  if (needed === null || status !== 'active') return null
  if (now.getTime() - Date.parse(created_at) <= MIN_HISTORY_DAYS * DAY_MS) return null
  return permissions.indexOf(needed) < permissions.indexOf(permission) ? needed : null
}

const activityByPermission: Record<Permission, string> = {
  read: 'viewed records',
  write: 'viewed and changed records',
  admin: '',
}

interface RightSizingNoticeProps {
  keyData: Key
  disabled: boolean
  onCreate: (initial: Partial<NewKey>) => void
}

/** More access than a key needs is a risk without a benefit. */
export function RightSizingNotice({ keyData, disabled, onCreate }: RightSizingNoticeProps) {
  const sufficient = sufficientPermission(keyData, useNow())
  if (sufficient === null) return null
  const label = permissionDetails[sufficient].label
  return (
    <Notice
      icon="shield"
      title={`This ${permissionDetails[keyData.permission].label} key has only ever ${activityByPermission[sufficient]}. A ${label} key is enough.`}
      action={
        <Button
          size="small"
          disabled={disabled}
          onClick={() => onCreate({ name: nameFor(keyData, label), permission: sufficient })}
        >
          Create a {label} key
        </Button>
      }
    >
      Create one, swap it in wherever this key is used, then revoke this key. Replacing this key would keep
      its permission.
    </Notice>
  )
}

/** Two active keys can't share a name, so the new name says what's different. */
function nameFor(key: Key, label: string): string {
  const suffix = ` (${label})`
  return (
    Array.from(key.name)
      .slice(0, MAX_NAME_LENGTH - suffix.length)
      .join('')
      .trim() + suffix
  )
}
