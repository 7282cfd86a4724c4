#!/usr/bin/env bash
# Filtering by a moment with `openapi-fetch`: a Date as a query parameter.
#
# One would guess: it is sent in ISO form, as JSON bodies send it, or the call throws.
# What happens:    the parameter is left out without a word. For the query serialiser a Date is an object without own
#                  properties, and an object without properties is nothing. The same Date in a body arrives. The client
#                  of `@hey-api/openapi-ts` sends it in ISO form.
# Why it matters:  openapi-typescript's own documentation shows how to type `date-time` as Date. "Contacts changed since
#                  yesterday" then returns all contacts, and "delete older than" or a sync run on too much.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
npm install --silent --no-fund --no-audit openapi-fetch@0.17.0

cat > check.mjs <<'JAVASCRIPT'
import { readFileSync } from 'node:fs'
import createClient from 'openapi-fetch'

console.log('openapi-fetch', JSON.parse(readFileSync('node_modules/openapi-fetch/package.json')).version)
const fetch = async (request) => {
  console.log(request.method, new URL(request.url).pathname + new URL(request.url).search, await request.text())
  return Response.json([])
}
const client = createClient({ baseUrl: 'http://127.0.0.1', fetch })
const since = new Date('2026-08-31T12:00:00Z')
await client.GET('/contacts', { params: { query: { since: since.toISOString(), limit: 5 } } })
await client.GET('/contacts', { params: { query: { since, limit: 5 } } })
await client.POST('/contacts/search', { body: { since } })
JAVASCRIPT

node check.mjs | tee output
diff - output <<'EXPECTED'
openapi-fetch 0.17.0
GET /contacts?since=2026-08-31T12%3A00%3A00.000Z&limit=5 
GET /contacts?&limit=5 
POST /contacts/search {"since":"2026-08-31T12:00:00.000Z"}
EXPECTED
