#!/usr/bin/env bash
# Following `Link: <…>; rel="next"` with `parse-link-header`, the parser most npm clients use for pages.
#
# One would guess: a long link is parsed like a short one, or the call throws.
# What happens:    a header of more than 2,000 characters returns null, exactly as a missing header does. The limit is in
#                  an environment variable (PARSE_LINK_HEADER_MAXLEN); another one makes it throw.
# Why it matters:  null means "last page" to every caller. Opaque cursors that carry filters grow with the query, so an
#                  export ends early, without an error, only for the customers with the longest filters.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
npm install --silent --no-fund --no-audit parse-link-header@2.0.0

cat > check.cjs <<'JAVASCRIPT'
const parse = require('parse-link-header')
console.log('parse-link-header', require('parse-link-header/package.json').version)
const head = '<https://api.example/v1/contacts?cursor='
const tail = '>; rel="next"'
for (const length of [2000, 2001]) {
  const header = head + 'a'.repeat(length - head.length - tail.length) + tail
  console.log(header.length, parse(header) === null ? null : Object.keys(parse(header)))
}
console.log('no header:', parse(null))
JAVASCRIPT

node check.cjs | tee output
diff - output <<'EXPECTED'
parse-link-header 2.0.0
2000 [ 'next' ]
2001 null
no header: null
EXPECTED
