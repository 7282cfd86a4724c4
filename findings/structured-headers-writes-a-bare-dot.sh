#!/usr/bin/env bash
# Writing a number into an HTTP header with `structured-headers`, the most used structured-fields package of npm.
#
# One would guess: 1.0004 is rounded to the three digits that RFC 9651 allows and written as "1.0".
# What happens:    it is written as "1.", which is no decimal: the grammar wants a digit behind the dot. The library's
#                  own parser refuses what its serialiser wrote. Every number that rounds to a whole one is affected;
#                  1.5 and 0.9999 show both sides. `structured-field-values` writes "1.0".
# Why it matters:  measured and computed numbers, such as seconds to wait, round to a whole one about once in a thousand
#                  times. Strict clients then drop the header as a whole, with all the other members in it.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
npm install --silent --no-fund --no-audit structured-headers@2.1.0 structured-field-values@2.0.4

cat > check.mjs <<'JAVASCRIPT'
import { readFileSync } from 'node:fs'
import { parseItem, serializeItem } from 'structured-headers'
import { encodeItem } from 'structured-field-values'

console.log('structured-headers', JSON.parse(readFileSync('node_modules/structured-headers/package.json')).version)
for (const number of [1.5, 1.0004, 0.9999, 33.00001]) {
  const text = serializeItem(number)
  let again
  try {
    again = parseItem(text)[0]
  } catch (error) {
    again = error.constructor.name
  }
  console.log(number, 'written as', text, 'read as', again, '- the other library:', encodeItem(number))
}
JAVASCRIPT

node check.mjs | tee output
diff - output <<'EXPECTED'
structured-headers 2.1.0
1.5 written as 1.5 read as 1.5 - the other library: 1.5
1.0004 written as 1. read as ParseError - the other library: 1.0
0.9999 written as 1. read as ParseError - the other library: 1.0
33.00001 written as 33. read as ParseError - the other library: 33.0
EXPECTED
