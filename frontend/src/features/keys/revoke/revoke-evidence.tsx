import type { Key } from '@/api/types'
import { Button } from '@/components/ui/button'
import { DescriptionItem } from '@/components/ui/description-item'
import { Notice } from '@/components/ui/notice'
import { Timestamp } from '@/components/ui/timestamp'
import { formatRelative } from '@/lib/format-time'
import { useNow } from '@/lib/use-now'
import { PermissionBadge } from '../attributes/permission-badge'
import { describeClient } from '../model/describe-client'
import { usedRecently } from '../model/triage'
import { WeeklyUsage } from './weekly-usage'

interface RevokeEvidenceProps {
  keyData: Key
  /** Omitted if the key can't be replaced. */
  onReplace?: (() => void) | undefined
}

/** Shows who depends on the key. */
export function RevokeEvidence({ keyData, onReplace }: RevokeEvidenceProps) {
  const now = useNow()
  const client = describeClient(keyData)
  return (
    <>
      {keyData.last_used_at !== null && usedRecently(keyData, now) && (
        <Notice
          tone="warn"
          title={`In use: last call ${formatRelative(new Date(keyData.last_used_at), now)}`}
          action={
            onReplace && (
              <Button size="small" onClick={onReplace}>
                Replace instead
              </Button>
            )
          }
        >
          Something still uses this key
          {client && (
            <>
              {' '}
              (<bdi>{client}</bdi>)
            </>
          )}
          . {advice(keyData, onReplace !== undefined)}, unless the key has leaked.
        </Notice>
      )}
      <dl className="grid grid-cols-[6rem_minmax(0,1fr)] items-baseline gap-y-2 rounded-control border border-line px-3.5 py-3 text-small text-ink-2">
        <DescriptionItem label="Key">
          <code dir="ltr" translate="no" className="font-mono text-micro text-ink">
            {keyData.prefix}…
          </code>
        </DescriptionItem>
        <DescriptionItem label="Permissions">
          <PermissionBadge permission={keyData.permission} />
        </DescriptionItem>
        <DescriptionItem label="Last used">
          {keyData.last_used_at === null ? (
            'Never used'
          ) : (
            <>
              <Timestamp value={keyData.last_used_at} />
              {client && (
                <>
                  {' by '}
                  <bdi className="[overflow-wrap:anywhere]">{client}</bdi>
                </>
              )}
            </>
          )}
        </DescriptionItem>
        <DescriptionItem label="Last 7 days">
          <WeeklyUsage keyId={keyData.id} />
        </DescriptionItem>
      </dl>
    </>
  )
}

function advice(key: Key, replaceable: boolean): string {
  if (replaceable) return 'Replace it instead'
  // Only the owner can create a key that acts as them.
  if ('owner' in key) return 'Ask its owner to swap in a new key first'
  return key.replaced_at ? 'Switch it to the new key first' : 'Create a new key and swap it in first'
}
