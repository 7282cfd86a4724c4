import type { ReactNode } from 'react'
import type { Key } from '@/api/types'
import { DescriptionItem } from '@/components/ui/description-item'
import { Timestamp } from '@/components/ui/timestamp'
import { formatCount } from '@/lib/format-count'
import { Attempts } from '../attributes/attempts'
import { Expires } from '../attributes/expires'
import { LastUsed } from '../attributes/last-used'
import { PermissionBadge } from '../attributes/permission-badge'
import { RevokedBy } from '../attributes/revoked-by'

interface KeyAttributesProps {
  keyData: Key
  userId: string
  /** The editable name. */
  name: ReactNode
}

export function KeyAttributes({ keyData, userId, name }: KeyAttributesProps) {
  const revoked = keyData.status === 'revoked'
  return (
    <dl className="grid grid-cols-[6rem_minmax(0,1fr)] items-baseline gap-y-2 rounded-control border border-line px-3.5 py-3 text-small text-ink-2">
      {name}
      <DescriptionItem label="Key">
        <code dir="ltr" translate="no" className="font-mono text-micro text-ink">
          {keyData.prefix}…
        </code>
      </DescriptionItem>
      <DescriptionItem label="Permissions">
        <PermissionBadge permission={keyData.permission} />
      </DescriptionItem>
      <DescriptionItem label="Created">
        <Timestamp value={keyData.created_at} />
      </DescriptionItem>
      <DescriptionItem label="Last used">
        <LastUsed keyData={keyData} plain={revoked} />
      </DescriptionItem>
      <DescriptionItem label="Total calls">{formatCount(keyData.calls)}</DescriptionItem>
      {revoked ? (
        <DescriptionItem label="Revoked">
          <RevokedBy keyData={keyData} userId={userId} />
        </DescriptionItem>
      ) : (
        <DescriptionItem label="Expires">
          <Expires keyData={keyData} />
        </DescriptionItem>
      )}
      {keyData.attempts.count > 0 && keyData.status !== 'active' && (
        <DescriptionItem label="Attempts">
          <Attempts keyData={keyData} />
        </DescriptionItem>
      )}
    </dl>
  )
}
