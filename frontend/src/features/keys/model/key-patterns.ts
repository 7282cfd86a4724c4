// Patterns for keys, and how much of one may stay in a field, URL or request. The server has the same rules.

/** Matches a full key anywhere in a text. */
export const FULL_KEY = /sami_[0-9A-Za-z]{10}_[0-9A-Za-z]{38}/

/** The part of a key that identifies it and isn't secret. */
export const PREFIX = /sami_[0-9A-Za-z]{10}/

/** Anything that starts like a key. */
export const KEY_TOKEN = /sami_\w+/g

const PREFIX_AND_REST = /(sami_[0-9A-Za-z]{0,10})\w*/g

/** A secret with its check digits, without its prefix. */
const BARE_SECRET = /[0-9A-Za-z]{38,}/g

/** Cuts full and partial keys in `text` down to their prefix. The result is safe to keep, send and show. */
export function redactSecrets(text: string): string {
  return text.replace(PREFIX_AND_REST, '$1').replace(BARE_SECRET, '')
}
