// Identifies a pasted key from the list on screen. Nothing is sent, and only the prefix leaves these
// functions.
import type { Key } from '@/api/types'
import { FULL_KEY, KEY_TOKEN, PREFIX } from '../model/key-patterns'
import { CHECK_LENGTH, checkDigits } from './check-digits'

export type LookUpResult =
  | { kind: 'yours'; key: Key; message: string }
  /** Well-formed with matching check digits, or a prefix alone, but not in the list. */
  | { kind: 'unknown'; prefix: string }
  /** Starts like a key. `similarKey` is the key in the list with that prefix. */
  | { kind: 'mistyped'; similarKey: Key | null }
  | { kind: 'none' }

export type OwnKeyMatch = Extract<LookUpResult, { kind: 'yours' }>

/** Finds the first key in `text`, which may be a line of a log or a curl command. */
export function lookUpKey(text: string, keys: readonly Key[]): LookUpResult {
  const tokens = text.match(KEY_TOKEN) ?? []
  const token = tokens.find(isWellFormed) ?? tokens[0]
  if (token === undefined) return { kind: 'none' }
  const prefix = PREFIX.exec(token)?.[0]
  const key = keys.find((candidate) => candidate.prefix === prefix) ?? null
  if (prefix === undefined || !isWellFormed(token)) return { kind: 'mistyped', similarKey: key }
  return key ? { kind: 'yours', key, message: describeMatch(key) } : { kind: 'unknown', prefix }
}

const statusTexts: Record<Key['status'], string> = {
  active: 'active',
  expired: 'expired',
  revoked: 'revoked. It no longer works',
}

const describeMatch = ({ name, status }: Key) =>
  `This is “${name}”, ${statusTexts[status]}. Only its prefix was compared, so the rest may differ.`

/** Copied correctly: a full key with matching check digits, or a prefix as the list shows it. */
function isWellFormed(token: string): boolean {
  if (PREFIX.exec(token)?.[0] === token) return true
  if (FULL_KEY.exec(token)?.[0] !== token) return false
  return checkDigits(token.slice(0, -CHECK_LENGTH)) === token.slice(-CHECK_LENGTH)
}
