import type { Key, NewKey, Permission } from '@/api/types'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { DAY_MS } from '@/lib/calendar'
import { useNow } from '@/lib/use-now'
import { MAX_NAME_LENGTH } from '../model/name-rules'
import { permissionDetails, permissions } from '../model/permission-details'

/** Before that, what a tool has not done yet says little about what it will do. */
const MIN_HISTORY_DAYS = 7

/** The least permission that all its calls so far needed, where that is less than it has. */
export function sufficientPermission(key: Key, now: Date): Permission | null {
  const { needed_permission: needed, permission, status, created_at } = key
  if (needed === null || status !== 'active') return null
  if (now.getTime() - Date.parse(created_at) <= MIN_HISTORY_DAYS * DAY_MS) return null
  return permissions.indexOf(needed) < permissions.indexOf(permission) ? needed : null
}

const activityByPermission: Record<Permission, string> = {
  read: 'read',
  write: 'viewed and changed records',
  admin: '',
}

interface RightSizingNoticeProps {
  keyData: Key
  disabled: boolean
  onCreate: (initial: Partial<NewKey>) => void
}

/** A key that may do more than it does is a risk that buys nothing. */
export function RightSizingNotice({ keyData, disabled, onCreate }: RightSizingNoticeProps) {
  const sufficient = sufficientPermission(keyData, useNow())
  if (sufficient === null) return null
  const label = permissionDetails[sufficient].label
  return (
    <Notice
      icon="shield"
      title={`This ${permissionDetails[keyData.permission].label} key has only ever ${activityByPermission[sufficient]}. A ${label} key would do.`}
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
      Create one, swap it in where this key is used, then revoke this one. A replacement would keep the
      permission.
    </Notice>
  )
}

/** Two live keys can't share a name, so the new one says what sets it apart. */
function nameFor(key: Key, label: string): string {
  const suffix = ` (${label})`
  return (
    Array.from(key.name)
      .slice(0, MAX_NAME_LENGTH - suffix.length)
      .join('')
      .trim() + suffix
  )
}
