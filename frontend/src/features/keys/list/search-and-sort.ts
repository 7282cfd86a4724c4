import type { Key } from '@/api/types'
import { locale } from '@/lib/locale'

/** A shorter list fits on one screen and needs no toolbar. */
export const TOOLBAR_MIN_KEYS = 9

export const sortColumns = ['name', 'created', 'used', 'expires'] as const
export type SortColumn = (typeof sortColumns)[number]

export interface Sort {
  column: SortColumn
  descending: boolean
}

export const defaultSort: Sort = { column: 'created', descending: true }

/** `?sort=-created`: a minus means descending. Unknown values mean the default. */
export function parseSort(text: string): Sort {
  const descending = text.startsWith('-')
  const column = sortColumns.find((name) => name === (descending ? text.slice(1) : text))
  return column ? { column, descending } : defaultSort
}

export function formatSort(sort: Sort): string {
  if (sort.column === defaultSort.column && sort.descending === defaultSort.descending) return ''
  return (sort.descending ? '-' : '') + sort.column
}

/** Clicking the same column reverses the order. A new column starts with the more useful order. */
export function nextSort(current: Sort, column: SortColumn): Sort {
  if (current.column === column) return { column, descending: !current.descending }
  return { column, descending: column === 'created' || column === 'used' }
}

export function filterKeys(keys: readonly Key[], query: string): readonly Key[] {
  if (query === '') return keys
  const needle = fold(query.trim().replace(/…$/, ''))
  return keys.filter((key) => fold(key.name).includes(needle) || fold(key.prefix).includes(needle))
}

const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' })

/** Keys that were never used come last in both directions. "Never" expires after every date. */
export function sortKeys(keys: readonly Key[], { column, descending }: Sort): Key[] {
  const direction = descending ? -1 : 1
  return [...keys].sort((a, b) => {
    switch (column) {
      case 'name':
        return direction * collator.compare(a.name, b.name)
      case 'created':
        return direction * compareMoments(a.created_at, b.created_at)
      case 'used':
        if (a.last_used_at === null || b.last_used_at === null) {
          return Number(a.last_used_at === null) - Number(b.last_used_at === null)
        }
        return direction * compareMoments(a.last_used_at, b.last_used_at)
      case 'expires':
        return direction * (moment(a.expires_at) - moment(b.expires_at) || 0)
    }
    return 0
  })
}

const moment = (value: string | null) => (value === null ? Number.MAX_SAFE_INTEGER : Date.parse(value))

// Date.parse drops microseconds. Comparing the text keeps them apart, as long as the lengths match.
const compareMoments = (a: string, b: string) => Date.parse(a) - Date.parse(b) || a.localeCompare(b)

/** Search ignores case and accents. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}
