// Whose key is this? Answered from the list that is on screen: nothing is sent, and of the text no more than the
// prefix leaves these functions.
import type { Key } from '@/api/types'
import { FULL_KEY, KEY_TOKEN, PREFIX } from '../model/key-patterns'
import { CHECK_LENGTH, checkDigits } from './check-digits'

export type LookUpResult =
  | { kind: 'yours'; key: Key; message: string }
  /** A key's form and right check digits, or a prefix alone, and not in the list. */
  | { kind: 'unknown'; prefix: string }
  /** Begins like a key; `similarKey` is the one of the list that it begins like. */
  | { kind: 'mistyped'; similarKey: Key | null }
  | { kind: 'none' }

export type OwnKeyMatch = Extract<LookUpResult, { kind: 'yours' }>

/** The first key in `text`, which may be a whole line of a log or a curl command. */
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
  revoked: 'revoked: it no longer works',
}

const describeMatch = ({ name, status }: Key) =>
  `This is “${name}”, ${statusTexts[status]}. Its prefix matches; whether the rest does can’t be known here.`

/** Copied without a mistake: a whole key with its check digits, or as much of one as the list shows. */
function isWellFormed(token: string): boolean {
  if (PREFIX.exec(token)?.[0] === token) return true
  if (FULL_KEY.exec(token)?.[0] !== token) return false
  return checkDigits(token.slice(0, -CHECK_LENGTH)) === token.slice(-CHECK_LENGTH)
}
