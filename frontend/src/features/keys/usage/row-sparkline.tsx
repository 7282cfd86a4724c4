import { useQuery } from '@tanstack/react-query'
import { UsageBars } from './usage-bars'
import { allUsageQuery } from './usage-query'
import { usageSummary } from './usage-summary'

/** A key's last 30 days at a glance. Empty if there is no usage, or if it couldn't be loaded. */
export function RowSparkline({ keyId }: { keyId: string }) {
  const usage = useQuery(allUsageQuery).data?.get(keyId)
  return usage ? (
    <UsageBars usage={usage} width={90} height={24} label={usageSummary(usage)} className="size-full" />
  ) : null
}
