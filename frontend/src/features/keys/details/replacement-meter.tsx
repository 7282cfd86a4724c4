import { useQuery } from '@tanstack/react-query'
import type { Key } from '@/api/types'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { countOf } from '@/lib/format-count'
import { useNow } from '@/lib/use-now'
import { openDetailsInstead } from './open-details'
import { type Conclusion, conclude, countsOf, replacementOf, replacementQuery } from './replacement'
import { Part, Section } from './section'

const icons = { neutral: 'clock', ok: 'check', warn: 'alert' } as const
const tones = { neutral: 'text-ink-2', ok: 'text-ok', warn: 'text-warn' } as const

/** Of a key that was replaced, or replaces another: which of the two is used, and whether the old one can go. */
export function ReplacementMeter({ keyData }: { keyData: Key }) {
  const pair = replacementOf(keyData)
  return pair && <Meter {...pair} isOld={pair.oldId === keyData.id} />
}

function Meter({ oldId, newId, isOld }: { oldId: string; newId: string; isOld: boolean }) {
  const now = useNow()
  const query = useQuery(replacementQuery(oldId, newId))
  return (
    <Section title="Replacement">
      <Part query={query} what="The replacement" roomClass="h-24">
        {query.data && <Reading {...query.data} isOld={isOld} now={now} />}
      </Part>
    </Section>
  )
}

interface ReadingProps {
  old: Key
  successor: Key
  isOld: boolean
  now: Date
}

function Reading({ old, successor, isOld, now }: ReadingProps) {
  const other = isOld ? successor : old
  return (
    <div className="space-y-2 rounded-control border border-line px-3.5 py-3 text-small">
      {old.status !== 'revoked' && (
        <>
          <Bar old={old.calls_since_replaced ?? 0} successor={successor.calls} />
          <p className="text-ink-2 tabular">{countsOf(old, successor, now)}</p>
        </>
      )}
      <Verdict {...conclude(old, successor, now)} />
      <Button size="small" onClick={() => openDetailsInstead(other.id)}>
        {isOld ? 'Show new key' : 'Show old key'}
        <code dir="ltr" translate="no" className="font-mono text-micro font-medium text-ink-3">
          {other.prefix}…
        </code>
      </Button>
    </div>
  )
}

/** What the text says, at a glance: the old key's part is striped, so that it takes no colour to tell them apart. */
function Bar({ old, successor }: { old: number; successor: number }) {
  return (
    <div
      role="img"
      aria-label={`New key ${countOf(successor, 'call')}, old key ${countOf(old, 'call')}`}
      className="flex h-2.5 gap-0.5 overflow-hidden rounded-tag bg-sunken"
    >
      {successor > 0 && <span className="min-w-1.5 bg-accent" style={{ flexGrow: successor }} />}
      {old > 0 && (
        <span
          className="min-w-1.5 bg-[repeating-linear-gradient(-45deg,var(--color-warn)_0_3px,transparent_3px_6px)] forced-colors:bg-[CanvasText]"
          style={{ flexGrow: old }}
        />
      )}
    </div>
  )
}

/** Said again when it changes, which is what people wait for. */
function Verdict({ text, client, tone }: Conclusion) {
  return (
    <p role="status" className={`flex gap-2 font-medium ${tones[tone]}`}>
      <Icon name={icons[tone]} className="mt-px size-4" />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {text}
        {client && (
          <>
            {' ('}
            <bdi>{client}</bdi>)
          </>
        )}
        .
      </span>
    </p>
  )
}
