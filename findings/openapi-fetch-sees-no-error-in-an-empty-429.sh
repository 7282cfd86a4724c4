#!/usr/bin/env bash
# Handling a refusal with `openapi-fetch`, which answers every call with `{ data, error, response }`.
#
# One would guess: after a 429, `error` is set, whatever its body, so `if (error)` finds it.
# What happens:    when a refusal has `Content-Length: 0`, `error` is undefined, and so is `data`: the same as a
#                  successful 204. With an empty body and no length, `error` is "", and for a body of `null`, null: all
#                  of them are false to `if (error)`. Only `response.ok` tells.
# Why it matters:  proxies and gateways refuse with empty bodies. The documented `if (error)` passes them by, and a
#                  refused DELETE or an exceeded limit counts as done.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
npm install --silent --no-fund --no-audit openapi-fetch@0.17.0

cat > check.mjs <<'JAVASCRIPT'
import { readFileSync } from 'node:fs'
import createClient from 'openapi-fetch'

console.log('openapi-fetch', JSON.parse(readFileSync('node_modules/openapi-fetch/package.json')).version)
const problem = { 'Content-Type': 'application/problem+json' }
for (const [what, status, body, headers] of [
  ['204', 204, null, {}],
  ['429 with a problem', 429, '{"title":"Too many calls"}', problem],
  ['429 of length 0', 429, '', { ...problem, 'Content-Length': '0' }],
  ['429 of no length', 429, '', {}],
  ['429 with null', 429, 'null', { 'Content-Type': 'application/json' }],
]) {
  const fetch = async () => new Response(body, { status, headers })
  const { data, error, response } = await createClient({ baseUrl: 'http://127.0.0.1', fetch }).DELETE('/contacts/1')
  const seen = error ? 'if (error) finds it,' : 'passes as done,'
  console.log(what.padEnd(19), { data, error }, seen, response.ok ? 'ok' : 'not ok')
}
JAVASCRIPT

node check.mjs | tee output
diff - output <<'EXPECTED'
openapi-fetch 0.17.0
204                 { data: undefined, error: undefined } passes as done, ok
429 with a problem  { data: undefined, error: { title: 'Too many calls' } } if (error) finds it, not ok
429 of length 0     { data: undefined, error: undefined } passes as done, not ok
429 of no length    { data: undefined, error: '' } passes as done, not ok
429 with null       { data: undefined, error: null } passes as done, not ok
EXPECTED
