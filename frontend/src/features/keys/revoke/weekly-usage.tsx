import { useQuery } from '@tanstack/react-query'
import { formatCount, pluralize } from '@/lib/format-count'
import { UsageBars } from '../usage/usage-bars'
import { totals, usageSummary } from '../usage/usage-summary'
import { useKeyOperations } from './key-operations'

/**
 * Always fetched fresh, but revoking never waits for it: a leak needs speed. Reserves its space, so no button
 * moves while people click.
 */
export function WeeklyUsage({ keyId }: { keyId: string }) {
  const { data, error } = useQuery(useKeyOperations().usageQuery(keyId))
  if (error) return <span className="flex min-h-6 items-center">Couldn’t load usage</span>
  if (!data) return <span className="flex min-h-6 items-center text-ink-3">Loading…</span>
  const { calls, refusals } = totals(data, 7)
  return (
    <span className="flex min-h-6 flex-wrap items-center justify-between gap-x-4">
      <span className="tabular">
        {calls > 0 ? pluralize(calls, 'call') : 'No calls'}
        {refusals > 0 && `, ${formatCount(refusals)} refused`}
      </span>
      <UsageBars usage={data} width={90} height={24} label={usageSummary(data)} className="h-6 w-22.5" />
    </span>
  )
}
