import { Icon } from '@/components/ui/icon'
import { redactSecrets } from '../model/key-patterns'
import { formatSort, parseSort, type Sort } from './search-and-sort'

interface ListToolbarProps {
  query: string
  onQuery: (query: string) => void
  /** Only if there are no column headings to click. */
  sort: { current: Sort; onChange: (sort: Sort) => void } | null
}

const sortOptions: readonly [string, string][] = [
  ['-created', 'Newest first'],
  ['created', 'Oldest first'],
  ['name', 'Name'],
  ['-used', 'Recently used'],
  ['used', 'Least recently used'],
  ['expires', 'Expiring soonest'],
]

const control =
  'h-8.5 rounded-control border border-line-control bg-surface text-small text-ink hover:border-ink-3 focus-visible:outline-offset-0'

export function ListToolbar({ query, onQuery, sort }: ListToolbarProps) {
  return (
    <div className="flex w-full flex-wrap gap-2 sm:w-auto">
      <div className="relative min-w-0 flex-1 sm:w-64 sm:flex-none">
        <Icon name="search" className="pointer-events-none absolute start-2.5 top-2.25 size-4 text-ink-3" />
        <input
          type="search"
          aria-label="Search keys by name or prefix"
          placeholder="Search name or prefix"
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => onQuery(redactSecrets(event.target.value))}
          className={`${control} w-full ps-8.5 pe-2 placeholder:text-ink-3`}
        />
      </div>
      {sort && (
        <select
          aria-label="Sort keys"
          value={formatSort(sort.current) || '-created'}
          onChange={(event) => sort.onChange(parseSort(event.target.value))}
          className={`${control} max-w-full px-2`}
        >
          {sortOptions.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </div>
  )
}
