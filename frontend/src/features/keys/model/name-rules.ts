export const MAX_NAME_LENGTH = 80

/** Of joined-up characters Persian, Hindi and emoji need these; other invisible ones only disguise a name. */
const HIDDEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}]/gu

/** A whole key, anywhere in a text: it must be neither stored nor shown. */
const KEY = /sami_[0-9A-Za-z]{10}_[0-9A-Za-z]{38}/

/** The server's rules for a name, said before a round trip. Null: it will do. */
export function validateName(name: string): string | null {
  const trimmed = name.trim()
  if (trimmed === '') return 'Give the key a name you’ll recognize later.'
  // Counted as the server counts: characters, not UTF-16 units.
  if (Array.from(trimmed).length > MAX_NAME_LENGTH) return `Use at most ${MAX_NAME_LENGTH} characters.`
  if (/\p{Cc}/u.test(trimmed)) return 'Remove line breaks and other control characters.'
  if (KEY.test(trimmed)) {
    return 'This looks like an API key. A name is stored and shown; a key must never be.'
  }
  return null
}

/** What a link may put into the field: as much of its text as makes a name. Empty: nothing. */
export function sanitizeName(text: string): string {
  const visible = text.replace(HIDDEN, '').trim()
  if (KEY.test(visible)) return ''
  return Array.from(visible).slice(0, MAX_NAME_LENGTH).join('').trim()
}
