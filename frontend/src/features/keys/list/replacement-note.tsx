import type { Key } from '@/api/types'
import { DAY_MS } from '@/lib/calendar'
import { useNow } from '@/lib/use-now'

/** How long a new key's row shows which key it replaced. */
const RECENT_DAYS = 30

/** Which key replaced this one, and which key this one replaced. */
export function ReplacementNote({ keyData }: { keyData: Key }) {
  const now = useNow()
  const { replaced_by, calls_since_replaced, replaces, created_at } = keyData
  const recent = now.getTime() - Date.parse(created_at) < RECENT_DAYS * DAY_MS
  return (
    <>
      {replaces && recent && (
        <span className="mt-0.5 block text-micro text-ink-3">
          Replaces <Prefix text={replaces.prefix} />
        </span>
      )}
      {replaced_by && (
        <span className="mt-0.5 block text-micro text-ink-3">
          Replaced by <Prefix text={replaced_by.prefix} />, {calls_since_replaced || 'no'}{' '}
          {calls_since_replaced === 1 ? 'call' : 'calls'} since
        </span>
      )}
    </>
  )
}

function Prefix({ text }: { text: string }) {
  return (
    <code dir="ltr" translate="no" className="font-mono [overflow-wrap:anywhere]">
      {text}…
    </code>
  )
}
