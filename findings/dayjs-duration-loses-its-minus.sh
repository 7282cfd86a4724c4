#!/usr/bin/env bash
# Storing a duration of `dayjs` as text and reading it back.
#
# One would guess: `dayjs.duration(dayjs.duration(x).toISOString())` is x.
# What happens:    a negative duration is written with its sign, "-PT1H30M", and read as plus 1.5 hours. A decimal
#                  comma, which ISO 8601 allows, makes the whole duration 0. Neither throws. `luxon` reads the sign and
#                  calls the comma invalid; `tinyduration` reads both.
# Why it matters:  "remind me 90 minutes before" becomes "after", and a grace period of P1,5D becomes none.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
npm install --silent --no-fund --no-audit dayjs@1.11.23 luxon@3.7.2 tinyduration@3.4.1

cat > check.cjs <<'JAVASCRIPT'
const dayjs = require('dayjs')
dayjs.extend(require('dayjs/plugin/duration'))
const { Duration } = require('luxon')
const tiny = require('tinyduration')

console.log('dayjs', require('dayjs/package.json').version)
const written = dayjs.duration(-90, 'minutes').toISOString()
console.log('minus 90 minutes is written as', written)
for (const text of [written, 'P1,5D', 'P1.5D']) {
  console.log(text, 'dayjs:', dayjs.duration(text).asHours(), 'hours, luxon:', Duration.fromISO(text).as('hours'),
    'tinyduration:', JSON.stringify(tiny.parse(text)))
}
JAVASCRIPT

node check.cjs | tee output
diff - output <<'EXPECTED'
dayjs 1.11.23
minus 90 minutes is written as -PT1H30M
-PT1H30M dayjs: 1.5 hours, luxon: -1.5 tinyduration: {"hours":1,"minutes":30,"negative":true}
P1,5D dayjs: 0 hours, luxon: NaN tinyduration: {"days":1.5}
P1.5D dayjs: 36 hours, luxon: 36 tinyduration: {"days":1.5}
EXPECTED
