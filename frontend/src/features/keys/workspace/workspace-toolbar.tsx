import { useEffect, useEffectEvent, useId, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { redactSecrets } from '../model/key-patterns'
import { type Filter, type Status, statuses } from './workspace-query'

/** The delay between the last key press and the request. */
const DEBOUNCE_MS = 250

const labels: Record<Status, string> = { active: 'Active', revoked: 'Revoked', all: 'All' }

const control =
  'h-8.5 rounded-control border border-line-control bg-surface text-small text-ink hover:border-ink-3 focus-visible:outline-offset-0'

interface WorkspaceToolbarProps {
  filter: Filter
  onFilter: (filter: Filter) => void
}

export function WorkspaceToolbar({ filter, onFilter }: WorkspaceToolbarProps) {
  const hint = useId()
  const [text, setText] = useState(filter.q)
  const [redacted, setRedacted] = useState(false)
  const [appliedQuery, setAppliedQuery] = useState(filter.q)

  // The search changed elsewhere: Back, or "Clear search".
  if (filter.q !== appliedQuery) {
    setAppliedQuery(filter.q)
    if (normalizeQuery(text) !== filter.q) setText(filter.q)
  }

  const applyQuery = useEffectEvent((q: string) => {
    setAppliedQuery(q)
    if (q !== filter.q) onFilter({ ...filter, q })
  })
  useEffect(() => {
    const timer = setTimeout(() => applyQuery(normalizeQuery(text)), DEBOUNCE_MS)
    return () => clearTimeout(timer)
  }, [text])

  return (
    <div className="flex w-full flex-wrap gap-2 sm:w-auto">
      <div className="min-w-0 flex-1 sm:w-72 sm:flex-none">
        <div className="relative">
          <Icon name="search" className="pointer-events-none absolute start-2.5 top-2.25 size-4 text-ink-3" />
          <input
            type="search"
            aria-label="Search keys by name, owner or prefix"
            aria-describedby={redacted ? hint : undefined}
            placeholder="Search name, owner or prefix"
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
            value={text}
            onChange={(event) => {
              const safe = redactSecrets(event.target.value)
              setRedacted(safe !== event.target.value)
              setText(safe)
            }}
            className={`${control} w-full ps-8.5 pe-2 placeholder:text-ink-3`}
          />
        </div>
        <p id={hint} role="status" className="mt-1 text-micro text-ink-3 empty:hidden">
          {redacted && 'Only the prefix is searched. The rest of the key wasn’t kept or sent.'}
        </p>
      </div>
      <select
        aria-label="Status"
        value={filter.status}
        onChange={(event) => {
          const status = statuses.find((each) => each === event.target.value)
          if (status) onFilter({ ...filter, status })
        }}
        className={`${control} max-w-full px-2`}
      >
        {statuses.map((status) => (
          <option key={status} value={status}>
            {labels[status]}
          </option>
        ))}
      </select>
    </div>
  )
}

/** Drops the ellipsis of a prefix copied from the list. */
const normalizeQuery = (text: string) => text.trim().replace(/…$/, '')
