import { useQuery } from '@tanstack/react-query'
import { UsageBars } from './usage-bars'
import { allUsageQuery } from './usage-query'
import { usageSummary } from './usage-summary'

/** Thirty days of one key at a glance. Nothing where there is nothing, or where it could not be learned. */
export function RowSparkline({ keyId }: { keyId: string }) {
  const usage = useQuery(allUsageQuery).data?.get(keyId)
  return usage ? (
    <UsageBars usage={usage} width={90} height={24} label={usageSummary(usage)} className="size-full" />
  ) : null
}
