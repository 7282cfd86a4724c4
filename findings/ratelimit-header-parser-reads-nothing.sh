#!/usr/bin/env bash
# The RateLimit headers of draft-ietf-httpapi-ratelimit-headers-10, read by the parser that Node clients use.
#
# One would guess: `ratelimit-header-parser` understands the current draft, or says that it doesn't.
# What happens:    for `RateLimit: "key";r=998;t=33` it returns an object whose numbers are all NaN. It only knows the form
#                  of draft 7, `limit=…, remaining=…, reset=…`. Drafts 8 to 10 changed to structured fields.
# Why it matters:  the object looks like a result, and every comparison with NaN is false: a client that slows down when
#                  `remaining <= 1` never does, and learns of its limit by 429.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
npm install --silent --no-fund --no-audit ratelimit-header-parser@0.1.0

cat > check.mjs <<'JAVASCRIPT'
import { readFileSync } from 'node:fs'
import { parseRateLimit } from 'ratelimit-header-parser'

const packageFile = 'node_modules/ratelimit-header-parser/package.json'
console.log('ratelimit-header-parser', JSON.parse(readFileSync(packageFile)).version)
const draft7 = parseRateLimit({ ratelimit: 'limit=1000, remaining=998, reset=33' })
console.log('draft 7:', draft7.limit, draft7.remaining)
const draft10 = parseRateLimit({ 'ratelimit-policy': '"key";q=1000;w=60', ratelimit: '"key";r=998;t=33' })
console.log('draft 10:', draft10.limit, draft10.remaining, 'slow down:', draft10.remaining <= 998)
JAVASCRIPT

node check.mjs | tee output
diff - output <<'EXPECTED'
ratelimit-header-parser 0.1.0
draft 7: 1000 998
draft 10: NaN NaN slow down: false
EXPECTED
