const MAX_LENGTH = 80

/** The server's rules for a name, said before a round trip. Null: it will do. */
export function nameProblem(name: string): string | null {
  const trimmed = name.trim()
  if (trimmed === '') return 'Give the key a name you’ll recognize later.'
  // Counted as the server counts: characters, not UTF-16 units.
  if (Array.from(trimmed).length > MAX_LENGTH) return `Use at most ${MAX_LENGTH} characters.`
  if (/\p{Cc}/u.test(trimmed)) return 'Remove line breaks and other control characters.'
  return null
}
