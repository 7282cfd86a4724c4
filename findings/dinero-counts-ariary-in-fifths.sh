#!/usr/bin/env bash
# An amount in Malagasy ariary with `dinero.js` and the ISO 4217 currencies that come with it.
#
# One would guess: MGA has two digits, as ISO 4217 says, so an amount of 150 minor units is 1.50.
# What happens:    for MGA and MRU (ouguiya) the library has base 5 and exponent 1, as the coins once were: 150 is 30
#                  ariary, and `toDecimal` throws "Currency is not decimal". `currency-codes` and PyPI's `iso4217`
#                  follow the standard.
# Why it matters:  two services that pass minor units to each other, as payment providers do, are apart by a factor of
#                  20 in these two currencies only.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
npm install --silent --no-fund --no-audit dinero.js@2.0.2 currency-codes@2.2.0

cat > check.mjs <<'JAVASCRIPT'
import { readFileSync } from 'node:fs'
import codes from 'currency-codes'
import { dinero, toDecimal, toUnits } from 'dinero.js'
import * as currencies from 'dinero.js/currencies'

console.log('dinero.js', JSON.parse(readFileSync('node_modules/dinero.js/package.json')).version)
for (const code of ['MGA', 'MRU', 'EUR']) {
  const money = dinero({ amount: 150, currency: currencies[code] })
  let decimal
  try {
    decimal = toDecimal(money)
  } catch (error) {
    decimal = error.message
  }
  console.log(code, 'ISO digits:', codes.code(code).digits, '- 150 minor units are', toUnits(money), '-', decimal)
}
JAVASCRIPT

node check.mjs | tee output
diff - output <<'EXPECTED'
dinero.js 2.0.2
MGA ISO digits: 2 - 150 minor units are [ 30, 0 ] - [Dinero.js] Currency is not decimal.
MRU ISO digits: 2 - 150 minor units are [ 30, 0 ] - [Dinero.js] Currency is not decimal.
EUR ISO digits: 2 - 150 minor units are [ 1, 50 ] - 1.50
EXPECTED
