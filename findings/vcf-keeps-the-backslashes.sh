#!/usr/bin/env bash
# Reading an address book's vCard with `vcf`, the most used vCard parser of npm.
#
# One would guess: values are unescaped: `N:Doe;Jane\, Ann;;;` is a first name of "Jane, Ann".
# What happens:    every backslash of the file stays in the value: "Jane\, Ann", "Acme\, Inc.", a note with "\n" as two
#                  characters. They stay in its jCard output too, which is JSON and has no such escapes. `ical.js`
#                  unescapes.
# Why it matters:  imported names and company names get backslashes before their commas, don't match the records that
#                  are there already, and gain another backslash with every export that escapes properly.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
npm install --silent --no-fund --no-audit vcf@2.1.2 ical.js@2.2.1

cat > check.mjs <<'JAVASCRIPT'
import { readFileSync } from 'node:fs'
import ICAL from 'ical.js'
import VCard from 'vcf'

const version = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version
console.log('vcf', version('vcf'), 'ical.js', version('ical.js'))
const text = [
  'BEGIN:VCARD', 'VERSION:4.0', 'FN:Jane Doe', 'N:Doe;Jane\\, Ann;;;', 'ORG:Acme\\, Inc.;Sales', 'NOTE:Line 1\\nLine 2',
  'END:VCARD', '',
].join('\r\n')
const properties = (jcard) => Object.fromEntries(jcard[1].map(([name, , , value]) => [name, value]))
const [vcf, ical] = [properties(new VCard().parse(text).toJCard()), properties(ICAL.parse(text))]
for (const name of ['n', 'org', 'note']) {
  console.log(name.padEnd(5), 'vcf:', JSON.stringify(vcf[name]))
  console.log('      ical.js:', JSON.stringify(ical[name]))
}
JAVASCRIPT

node check.mjs | tee output
diff - output <<'EXPECTED'
vcf 2.1.2 ical.js 2.2.1
n     vcf: ["Doe","Jane\\, Ann","","",""]
      ical.js: ["Doe","Jane, Ann","","",""]
org   vcf: "Acme\\, Inc.;Sales"
      ical.js: ["Acme, Inc.","Sales"]
note  vcf: "Line 1\\nLine 2"
      ical.js: "Line 1\nLine 2"
EXPECTED
