// The cells that the table and the cards share.
import type { WorkspaceKey } from '@/api/types'
import { Badge } from '@/components/ui/badge'
import { Expires } from '../attributes/expires'
import { RevokedBy } from '../attributes/revoked-by'

export function NameCell({ keyData }: { keyData: WorkspaceKey }) {
  const active = keyData.status !== 'revoked'
  return (
    <>
      <bdi className={`block font-semibold [overflow-wrap:anywhere] ${active ? 'text-ink' : 'text-ink-2'}`}>
        {keyData.name}
      </bdi>
      <code dir="ltr" translate="no" className="mt-0.5 block font-mono text-micro text-ink-3 rtl:text-end">
        {keyData.prefix}…
      </code>
    </>
  )
}

export function OwnerCell({ keyData, userId }: { keyData: WorkspaceKey; userId: string }) {
  const { id, name, email, active } = keyData.owner
  return (
    <>
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <bdi className="text-ink [overflow-wrap:anywhere]">{name}</bdi>
        {id === userId && <Badge tone="accent">you</Badge>}
        {!active && <Badge tone="warn">Deactivated</Badge>}
      </span>
      <span className="mt-0.5 block text-micro text-ink-3 [overflow-wrap:anywhere]">{email}</span>
    </>
  )
}

/** When the key expires, or how it was revoked. */
export function ExpiryCell({ keyData, userId }: { keyData: WorkspaceKey; userId: string }) {
  if (keyData.status !== 'revoked') return <Expires keyData={keyData} />
  return (
    <>
      <Badge>Revoked</Badge>
      <span className="mt-1 block">
        <RevokedBy keyData={keyData} userId={userId} />
      </span>
    </>
  )
}
