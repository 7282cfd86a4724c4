import { useQuery } from '@tanstack/react-query'
import type { Key } from '@/api/types'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { pluralize } from '@/lib/format-count'
import { useNow } from '@/lib/use-now'
import { switchDetails } from './details-url'
import {
  callSummary,
  type ReplacementStatus,
  replacementPair,
  replacementQuery,
  replacementStatus,
} from './replacement-status'
import { QueryContent, Section } from './section'

const icons = { neutral: 'clock', ok: 'check', warn: 'alert' } as const
const tones = { neutral: 'text-ink-2', ok: 'text-ok', warn: 'text-warn' } as const

/** For a key in a replacement: shows which of the two keys is used, and whether the old one can go. */
export function ReplacementProgress({ keyData }: { keyData: Key }) {
  const pair = replacementPair(keyData)
  return pair && <ProgressSection {...pair} isOld={pair.oldId === keyData.id} />
}

function ProgressSection({ oldId, newId, isOld }: { oldId: string; newId: string; isOld: boolean }) {
  const now = useNow()
  const query = useQuery(replacementQuery(oldId, newId))
  return (
    <Section title="Replacement">
      <QueryContent query={query} what="the replacement" placeholderClass="h-24">
        {query.data && <ProgressDetails {...query.data} isOld={isOld} now={now} />}
      </QueryContent>
    </Section>
  )
}

interface ProgressDetailsProps {
  old: Key
  replacement: Key
  isOld: boolean
  now: Date
}

function ProgressDetails({ old, replacement, isOld, now }: ProgressDetailsProps) {
  const other = isOld ? replacement : old
  return (
    <div className="space-y-2 rounded-control border border-line px-3.5 py-3 text-small">
      {old.status !== 'revoked' && (
        <>
          <Bar old={old.calls_since_replaced ?? 0} replacement={replacement.calls} />
          <p className="text-ink-2 tabular">{callSummary(old, replacement, now)}</p>
        </>
      )}
      <StatusLine {...replacementStatus(old, replacement, now)} />
      <Button size="small" onClick={() => switchDetails(other.id)}>
        {isOld ? 'Show new key' : 'Show old key'}
        <code dir="ltr" translate="no" className="font-mono text-micro font-medium text-ink-3">
          {other.prefix}…
        </code>
      </Button>
    </div>
  )
}

/** A visual summary of the text. The old key's part is striped, so color isn't needed to tell them apart. */
function Bar({ old, replacement }: { old: number; replacement: number }) {
  return (
    <div
      role="img"
      aria-label={`New key ${pluralize(replacement, 'call')}, old key ${pluralize(old, 'call')}`}
      className="flex h-2.5 gap-0.5 overflow-hidden rounded-tag bg-sunken"
    >
      {replacement > 0 && <span className="min-w-1.5 bg-accent" style={{ flexGrow: replacement }} />}
      {old > 0 && (
        <span
          className="min-w-1.5 bg-[repeating-linear-gradient(-45deg,var(--color-warn)_0_3px,transparent_3px_6px)] forced-colors:bg-[CanvasText]"
          style={{ flexGrow: old }}
        />
      )}
    </div>
  )
}

/** Announced when it changes, because people wait for that. */
function StatusLine({ text, client, tone }: ReplacementStatus) {
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
