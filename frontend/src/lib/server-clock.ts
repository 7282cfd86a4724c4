// The server's clock decides when keys expire, and laptops are often minutes off. Each response's Date header
// gives the server's time, and the panel uses it.
let offsetMs = 0

/** `Date` has whole seconds and responses take a while, so small differences mean nothing. */
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
