import { useQuery } from '@tanstack/react-query'
import type { Key } from '@/api/types'
import { UsageChart } from '../usage/usage-chart'
import { usageQuery } from '../usage/usage-query'
import { totals } from '../usage/usage-summary'
import { QueryContent, Section } from './section'

export function KeyUsage({ keyData }: { keyData: Key }) {
  const usage = useQuery(usageQuery(keyData.id))
  const sum = usage.data && totals(usage.data)
  return (
    <Section title="Last 30 days">
      <QueryContent query={usage} what="usage" placeholderClass="h-44">
        {usage.data && sum && sum.calls + sum.refusals > 0 ? (
          <UsageChart usage={usage.data} />
        ) : (
          <p className="text-small text-ink-3">No calls.</p>
        )}
      </QueryContent>
    </Section>
  )
}
