#!/usr/bin/env bash
# The end of "P6M" that starts on 31 August, by `iso8601-duration`.
#
# One would guess: 28 February: months are added, and a day that the month doesn't have becomes its last. So do dayjs,
#                  luxon, date-fns, Temporal, PostgreSQL and Python's dateutil.
# What happens:    `end()` says 3 March. It sets the month on a JavaScript Date, which carries the missing days over. A
#                  negative duration, "-P1D", is read as one day forward.
# Why it matters:  a key that the server lets expire on 28 February is shown as good until 3 March, and only for keys
#                  made on the last days of a month.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
npm install --silent --no-fund --no-audit iso8601-duration@2.1.4 luxon@3.7.2

cat > check.mjs <<'JAVASCRIPT'
import { readFileSync } from 'node:fs'
import { end, parse } from 'iso8601-duration'
import { DateTime, Duration } from 'luxon'

process.env.TZ = 'UTC'
console.log('iso8601-duration', JSON.parse(readFileSync('node_modules/iso8601-duration/package.json')).version)
for (const [day, text] of [
  ['2026-08-31', 'P6M'],
  ['2026-01-31', 'P1M'],
  ['2026-08-15', 'P6M'],
  ['2026-08-15', '-P1D'],
]) {
  const other = DateTime.fromISO(day).plus(Duration.fromISO(text)).toISODate()
  console.log(day, text, 'ends', end(parse(text), new Date(day)).toISOString().slice(0, 10), 'luxon:', other)
}
JAVASCRIPT

node check.mjs | tee output
diff - output <<'EXPECTED'
iso8601-duration 2.1.4
2026-08-31 P6M ends 2027-03-03 luxon: 2027-02-28
2026-01-31 P1M ends 2026-03-03 luxon: 2026-02-28
2026-08-15 P6M ends 2027-02-15 luxon: 2027-02-15
2026-08-15 -P1D ends 2026-08-16 luxon: 2026-08-14
EXPECTED
