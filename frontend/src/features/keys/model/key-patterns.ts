// Keys as text: how much of one may stay in a field, an address or a request. The rules are the server's.

/** Finds a whole key anywhere in a text. */
export const FULL_KEY = /sami_[0-9A-Za-z]{10}_[0-9A-Za-z]{38}/

/** What a key goes by: the part of it that is no secret. */
export const PREFIX = /sami_[0-9A-Za-z]{10}/

/** Anything that sets out to be a key. */
export const KEY_TOKEN = /sami_\w+/g

const PREFIX_AND_REST = /(sami_[0-9A-Za-z]{0,10})\w*/g

/** A secret with its check digits, torn off its prefix. */
const BARE_SECRET = /[0-9A-Za-z]{38,}/g

/** `text` with keys, whole or begun, cut down to their prefix. What is left may be kept, sent and shown. */
export function redactSecrets(text: string): string {
  return text.replace(PREFIX_AND_REST, '$1').replace(BARE_SECRET, '')
}
