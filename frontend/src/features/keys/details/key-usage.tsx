import { useQuery } from '@tanstack/react-query'
import type { Key } from '@/api/types'
import { UsageChart } from '../usage/usage-chart'
import { totals } from '../usage/usage-figures'
import { usageQuery } from '../usage/usage-query'
import { Part, Section } from './section'

export function KeyUsage({ keyData }: { keyData: Key }) {
  const usage = useQuery(usageQuery(keyData.id))
  const sum = usage.data && totals(usage.data)
  return (
    <Section title="Last 30 days">
      <Part query={usage} what="Usage" roomClass="h-44">
        {usage.data && sum && sum.calls + sum.refusals > 0 ? (
          <UsageChart usage={usage.data} />
        ) : (
          <p className="text-small text-ink-3">No calls.</p>
        )}
      </Part>
    </Section>
  )
}
