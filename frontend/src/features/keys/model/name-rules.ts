export const MAX_NAME_LENGTH = 80

/** Invisible characters that can disguise a name. Excludes joiners, which Persian, Hindi and emoji need. */
const HIDDEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}]/gu

/** A full key anywhere in a text. It must not be stored or shown. */
const KEY = /sami_[0-9A-Za-z]{10}_[0-9A-Za-z]{38}/

/** The server's rules for a name, checked before sending. Null means valid. */
export function validateName(name: string): string | null {
  const trimmed = name.trim()
  if (trimmed === '') return 'Give the key a name you’ll recognize later.'
  // Count like the server: characters, not UTF-16 units.
  if (Array.from(trimmed).length > MAX_NAME_LENGTH) return `Use at most ${MAX_NAME_LENGTH} characters.`
  if (/\p{Cc}/u.test(trimmed)) return 'Remove line breaks and other control characters.'
  if (KEY.test(trimmed)) {
    return 'This looks like an API key. Names are stored and shown, so they must not contain one.'
  }
  return null
}

/** What a link may put into the name field: as much of its text as is a valid name. May be empty. */
export function sanitizeName(text: string): string {
  const visible = text.replace(HIDDEN, '').trim()
  if (KEY.test(visible)) return ''
  return Array.from(visible).slice(0, MAX_NAME_LENGTH).join('').trim()
}
