// Whose key is this? Answered from the list that is on screen: nothing is sent, and of the text no more than the
// prefix leaves these functions.
import type { Key } from '@/api/types'
import { KEY_TOKEN, PREFIX, WHOLE_KEY } from '../model/key-text'
import { CHECK_LENGTH, checkDigits } from './check-digits'

export type Finding =
  | { kind: 'yours'; key: Key; words: string }
  /** A key's form and right check digits, or a prefix alone, and not in the list. */
  | { kind: 'unknown'; prefix: string }
  /** Begins like a key; `like` is the one of the list that it begins like. */
  | { kind: 'mistyped'; like: Key | null }
  | { kind: 'none' }

export type Found = Extract<Finding, { kind: 'yours' }>

/** The first key in `text`, which may be a whole line of a log or a curl command. */
export function lookUp(text: string, keys: readonly Key[]): Finding {
  const tokens = text.match(KEY_TOKEN) ?? []
  const token = tokens.find(isSound) ?? tokens[0]
  if (token === undefined) return { kind: 'none' }
  const prefix = PREFIX.exec(token)?.[0]
  const key = keys.find((one) => one.prefix === prefix) ?? null
  if (prefix === undefined || !isSound(token)) return { kind: 'mistyped', like: key }
  return key ? { kind: 'yours', key, words: words(key) } : { kind: 'unknown', prefix }
}

const states: Record<Key['status'], string> = {
  active: 'active',
  expired: 'expired',
  revoked: 'revoked: it no longer works',
}

const words = ({ name, status }: Key) =>
  `This is “${name}”, ${states[status]}. Its prefix matches; whether the rest does can’t be known here.`

/** Copied without a mistake: a whole key with its check digits, or as much of one as the list shows. */
function isSound(token: string): boolean {
  if (PREFIX.exec(token)?.[0] === token) return true
  if (WHOLE_KEY.exec(token)?.[0] !== token) return false
  return checkDigits(token.slice(0, -CHECK_LENGTH)) === token.slice(-CHECK_LENGTH)
}
