#!/usr/bin/env bash
# Retrying calls under an Idempotency-Key with `express-idempotency` in front of an Express API.
#
# One would guess: the retry gets the first answer again: its status, its headers and its body, empty or not.
# What happens:    only `response.send()` and what uses it is recorded. After `response.status(204).end()` the call
#                  counts as still in progress, and each retry is refused with 409. After a 201 the retry has the status
#                  and the body, but no `Location`.
# Why it matters:  a DELETE or PUT whose answer got lost can't be retried any more, which is what the key was sent for,
#                  and a client that reads where its new contact is finds nothing, only after a retry.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
npm install --silent --no-fund --no-audit express-idempotency@1.0.6 express@5.3.0

cat > check.cjs <<'JAVASCRIPT'
const { once } = require('node:events')
const express = require('express')
const { getSharedIdempotencyService, idempotency } = require('express-idempotency')

const app = express().use(express.json(), idempotency())
const first = (handle) => (request, response) => getSharedIdempotencyService().isHit(request) || handle(response)
app.post('/contacts', first((response) => response.status(201).location('/contacts/1').json({ id: 1 })))
app.delete('/contacts/sent', first((response) => response.status(204).send()))
app.delete('/contacts/ended', first((response) => response.status(204).end()))
app.use((error, _request, response, _next) => response.json({ error: error.message }))

async function main() {
  console.log('express-idempotency', require('express-idempotency/package.json').version)
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  for (const [method, path] of [['POST', '/contacts'], ['DELETE', '/contacts/sent'], ['DELETE', '/contacts/ended']]) {
    for (const call of ['first', 'retry']) {
      const headers = { 'Idempotency-Key': method + path, connection: 'close' }
      const response = await fetch(`http://127.0.0.1:${server.address().port}${path}`, { method, headers })
      const location = response.headers.get('Location') ?? 'no Location'
      console.log(method, path, call, response.status, location, await response.text())
    }
  }
  server.close()
}
main()
JAVASCRIPT

node check.cjs | tee output
diff - output <<'EXPECTED'
express-idempotency 1.0.6
POST /contacts first 201 /contacts/1 {"id":1}
POST /contacts retry 201 no Location {"id":1}
DELETE /contacts/sent first 204 no Location 
DELETE /contacts/sent retry 204 no Location 
DELETE /contacts/ended first 204 no Location 
DELETE /contacts/ended retry 409 no Location {"error":"A previous request is still in progress for this key."}
EXPECTED
