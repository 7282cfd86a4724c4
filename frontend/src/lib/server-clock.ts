// Expiry is computed by the server's clock, and laptops are often wrong by minutes. Every answer's
// Date header says what time it is over there; the panel reckons with that.
let offsetMs = 0

/** `Date` has whole seconds and the answer took a while, so small differences mean nothing. */
const NOISE_MS = 3_000

export function syncServerClock(dateHeader: string | null): void {
  const server = Date.parse(dateHeader ?? '')
  if (Number.isNaN(server)) return
  const difference = server - Date.now()
  offsetMs = Math.abs(difference) > NOISE_MS ? difference : 0
}

export function serverNow(): Date {
  return new Date(Date.now() + offsetMs)
}
