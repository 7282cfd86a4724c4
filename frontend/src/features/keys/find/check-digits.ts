// The end of a key shows whether the rest was copied correctly: see backend/sami/auth/key_format.py.

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
export const CHECK_LENGTH = 6

/** CRC-32 of `body` (ASCII) as 6 base62 digits, left-padded with `0`. */
export function checkDigits(body: string): string {
  let number = crc32(body)
  let digits = ''
  for (let place = 0; place < CHECK_LENGTH; place += 1) {
    digits = ALPHABET.charAt(number % ALPHABET.length) + digits
    number = Math.floor(number / ALPHABET.length)
  }
  return digits
}

/**
 * ISO 3309, as in zlib: reflected, with all bits inverted at the start and end. Bit by bit, because it runs
 * once per paste.
 */
function crc32(text: string): number {
  let crc = 0xffffffff
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}
