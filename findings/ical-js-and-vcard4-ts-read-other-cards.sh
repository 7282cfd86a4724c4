#!/usr/bin/env bash
# One vCard 4.0 (RFC 6350), read by the two typed vCard parsers of npm, `ical.js` and `vcard4-ts`.
#
# One would guess: two parsers that follow the RFC agree on an organisation, a note and a telephone's types.
# What happens:    `vcard4-ts` leaves ORG in one piece and unescapes it, so "Smith; Partners" and its department can't
#                  be told apart any more, and reads TYPE="voice,home", which is the RFC's own example, as one type
#                  called "voice,home". `ical.js` leaves the backslash in NOTE's "\;", which the RFC allows to be
#                  escaped.
# Why it matters:  each of them needs other repairs: there is no parser to switch to, and the same address book gives
#                  two sets of companies when server and browser use different ones.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
npm install --silent --no-fund --no-audit ical.js@2.2.1 vcard4-ts@0.4.1

cat > check.mjs <<'JAVASCRIPT'
import { readFileSync } from 'node:fs'
import ICAL from 'ical.js'
import { parseVCards } from 'vcard4-ts'

const version = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version
console.log('ical.js', version('ical.js'), 'vcard4-ts', version('vcard4-ts'))
const text = [
  'BEGIN:VCARD', 'VERSION:4.0', 'FN:Jane Doe', 'ORG:Smith\\; Partners;Sales', 'NOTE:First\\; second',
  'TEL;VALUE=uri;TYPE="voice,home":tel:+1-201-555-0123', 'END:VCARD', '',
].join('\r\n')
const members = ICAL.parse(text)[1].map(([name, parameters, , value]) => [name, [value, parameters.type]])
const ical = Object.fromEntries(members)
const [card] = parseVCards(text).vCards
for (const [name, one, other] of [
  ['ORG', ical.org[0], card.ORG[0].value],
  ['NOTE', ical.note[0], card.NOTE[0].value],
  ['TYPE', ical.tel[1], card.TEL[0].parameters.TYPE],
]) {
  console.log(name.padEnd(4), 'ical.js:  ', JSON.stringify(one))
  console.log('     vcard4-ts:', JSON.stringify(other))
}
JAVASCRIPT

node check.mjs | tee output
diff - output <<'EXPECTED'
ical.js 2.2.1 vcard4-ts 0.4.1
ORG  ical.js:   ["Smith; Partners","Sales"]
     vcard4-ts: ["Smith; Partners;Sales"]
NOTE ical.js:   "First\\; second"
     vcard4-ts: "First; second"
TYPE ical.js:   ["voice","home"]
     vcard4-ts: ["voice,home"]
EXPECTED
