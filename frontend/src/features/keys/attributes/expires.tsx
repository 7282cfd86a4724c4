import type { Key } from '@/api/types'
import { Badge } from '@/components/ui/badge'
import { Timestamp } from '@/components/ui/timestamp'
import { formatDate } from '@/lib/format-time'
import { useNow } from '@/lib/use-now'
import { expiryBadge } from '../model/triage'

export function Expires({ keyData }: { keyData: Key }) {
  const now = useNow()
  if (keyData.expires_at === null) return <span className="text-ink-3">Never</span>
  const badge = expiryBadge(keyData, now)
  const replaced = keyData.replaced_at !== null
  return (
    <>
      {badge ? (
        <Badge tone={badge.tone} wrap={replaced}>
          {badge.text}
        </Badge>
      ) : (
        <Timestamp value={keyData.expires_at} />
      )}
      <span className="mt-0.5 block text-micro text-ink-3">
        {badge?.text === 'Expired' ? (
          <Timestamp value={keyData.expires_at} />
        ) : (
          <time dateTime={keyData.expires_at} dir="auto">
            {formatDate(new Date(keyData.expires_at))}
          </time>
        )}
      </span>
    </>
  )
}
