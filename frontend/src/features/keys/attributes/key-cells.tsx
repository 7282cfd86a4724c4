// What the table, the cards and the dialogs show of a key.
import type { Key, Permission } from '@/api/types'
import { Badge, type Tone } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { Timestamp } from '@/components/ui/timestamp'
import { formatDay } from '@/lib/format-time'
import { useNow } from '@/lib/use-now'
import { clientLabel } from '../model/client-label'
import { permissionNames } from '../model/permission-names'
import { expiryFinding, usageFinding } from '../model/triage'

const permissionTones: Record<Permission, Tone> = { read: 'neutral', write: 'accent', admin: 'strong' }

export function PermissionBadge({ permission }: { permission: Permission }) {
  return (
    <Badge tone={permissionTones[permission]}>
      {permission === 'admin' && <Icon name="shield" className="-ms-0.5 size-3" />}
      {permissionNames[permission]}
    </Badge>
  )
}

/** `record` leaves out the advice: a revoked key needs none. */
export function LastUsed({ keyData, record = false }: { keyData: Key; record?: boolean }) {
  const now = useNow()
  const finding = record ? null : usageFinding(keyData, now)
  const client = clientLabel(keyData)
  if (keyData.last_used_at === null) {
    return finding ? (
      <Badge tone={finding.tone}>{finding.text}</Badge>
    ) : (
      <span className="text-ink-3">Never used</span>
    )
  }
  return (
    <>
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Timestamp value={keyData.last_used_at} />
        {finding && <Badge tone={finding.tone}>{finding.text}</Badge>}
      </span>
      {client && (
        <span
          className="mt-0.5 block text-micro text-ink-3 [overflow-wrap:anywhere]"
          title={keyData.last_used_agent ?? undefined}
        >
          <bdi>{client}</bdi>
        </span>
      )}
    </>
  )
}

export function Expires({ keyData }: { keyData: Key }) {
  const now = useNow()
  if (keyData.expires_at === null) return <span className="text-ink-3">Never</span>
  const finding = expiryFinding(keyData, now)
  const replaced = keyData.replaced_at !== null
  return (
    <>
      {finding ? (
        <Badge tone={finding.tone} wrap={replaced}>
          {finding.text}
        </Badge>
      ) : (
        <Timestamp value={keyData.expires_at} />
      )}
      <span className="mt-0.5 block text-micro text-ink-3">
        {finding?.text === 'Expired' ? (
          <Timestamp value={keyData.expires_at} />
        ) : (
          <time dateTime={keyData.expires_at} dir="auto">
            {formatDay(new Date(keyData.expires_at))}
          </time>
        )}
      </span>
    </>
  )
}
