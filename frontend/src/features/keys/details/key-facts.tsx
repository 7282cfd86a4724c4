import type { Key } from '@/api/types'
import { Fact } from '@/components/ui/fact'
import { Timestamp } from '@/components/ui/timestamp'
import { Expires, LastUsed, PermissionBadge } from '../list/key-cells'

export function KeyFacts({ keyData }: { keyData: Key }) {
  const revoked = keyData.status === 'revoked'
  return (
    <dl className="grid grid-cols-[6rem_minmax(0,1fr)] items-baseline gap-y-2 rounded-control border border-line px-3.5 py-3 text-small text-ink-2">
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
      {revoked ? (
        <Fact label="Revoked">{keyData.revoked_at && <Timestamp value={keyData.revoked_at} />}</Fact>
      ) : (
        <Fact label="Expires">
          <Expires keyData={keyData} />
        </Fact>
      )}
    </dl>
  )
}
