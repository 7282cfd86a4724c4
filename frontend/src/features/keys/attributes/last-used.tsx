import type { Key } from '@/api/types'
import { Badge } from '@/components/ui/badge'
import { Timestamp } from '@/components/ui/timestamp'
import { useNow } from '@/lib/use-now'
import { describeClient } from '../model/describe-client'
import { usageBadge } from '../model/triage'

/** `plain` hides the warning badge: a revoked key needs none. */
export function LastUsed({ keyData, plain = false }: { keyData: Key; plain?: boolean }) {
  const now = useNow()
  const badge = plain ? null : usageBadge(keyData, now)
  const client = describeClient(keyData)
  if (keyData.last_used_at === null) {
    return badge ? (
      <Badge tone={badge.tone}>{badge.text}</Badge>
    ) : (
      <span className="text-ink-3">Never used</span>
    )
  }
  return (
    <>
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Timestamp value={keyData.last_used_at} />
        {badge && <Badge tone={badge.tone}>{badge.text}</Badge>}
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
