import type { ReactNode } from 'react'
import type { Key } from '@/api/types'
import { Fact } from '@/components/ui/fact'
import { Timestamp } from '@/components/ui/timestamp'
import { formatCount } from '@/lib/format-count'
import { Attempts } from '../attributes/attempts'
import { Expires, LastUsed, PermissionBadge } from '../attributes/key-cells'
import { RevokedBy } from '../attributes/revoked-by'

interface KeyFactsProps {
  keyData: Key
  userId: string
  /** The fact that can be changed. */
  name: ReactNode
}

export function KeyFacts({ keyData, userId, name }: KeyFactsProps) {
  const revoked = keyData.status === 'revoked'
  return (
    <dl className="grid grid-cols-[6rem_minmax(0,1fr)] items-baseline gap-y-2 rounded-control border border-line px-3.5 py-3 text-small text-ink-2">
      {name}
      <Fact label="Key">
        <code dir="ltr" translate="no" className="font-mono text-micro text-ink">
          {keyData.prefix}…
        </code>
      </Fact>
      <Fact label="Permissions">
        <PermissionBadge permission={keyData.permission} />
      </Fact>
      <Fact label="Created">
        <Timestamp value={keyData.created_at} />
      </Fact>
      <Fact label="Last used">
        <LastUsed keyData={keyData} record={revoked} />
      </Fact>
      <Fact label="Calls so far">{formatCount(keyData.calls)}</Fact>
      {revoked ? (
        <Fact label="Revoked">
          <RevokedBy keyData={keyData} userId={userId} />
        </Fact>
      ) : (
        <Fact label="Expires">
          <Expires keyData={keyData} />
        </Fact>
      )}
      {keyData.attempts.count > 0 && keyData.status !== 'active' && (
        <Fact label="Attempts">
          <Attempts keyData={keyData} />
        </Fact>
      )}
    </dl>
  )
}
