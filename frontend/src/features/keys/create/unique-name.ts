import type { Key } from '@/api/types'
import { MAX_NAME_LENGTH } from '../model/name-rules'

/** The name, or the first of "name 2", "name 3" … that no active key has. Two active keys can't share a name. */
export function uniqueName(name: string, keys: readonly Key[]): string {
  const taken = new Set(
    keys.filter((key) => key.status === 'active' && key.replaced_at === null).map((key) => fold(key.name)),
  )
  let candidate = name
  for (let number = 2; taken.has(fold(candidate)); number += 1) {
    const suffix = ` ${number}`
    candidate =
      [...name]
        .slice(0, MAX_NAME_LENGTH - suffix.length)
        .join('')
        .trimEnd() + suffix
  }
  return candidate
}

const fold = (name: string) => name.normalize('NFKC').toLowerCase()
