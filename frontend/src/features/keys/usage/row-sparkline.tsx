import { useQuery } from '@tanstack/react-query'
import { UsageBars } from './usage-bars'
import { usageSentence } from './usage-figures'
import { allUsageQuery } from './usage-query'

/** Thirty days of one key at a glance. Nothing where there is nothing, or where it could not be learned. */
export function RowSparkline({ keyId }: { keyId: string }) {
  const usage = useQuery(allUsageQuery).data?.get(keyId)
  return usage ? (
    <UsageBars usage={usage} width={90} height={24} label={usageSentence(usage)} className="size-full" />
  ) : null
}
