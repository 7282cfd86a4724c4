#!/usr/bin/env bash
# An OpenAPI document made into a Postman collection by `openapi-to-postmanv2`, Postman's own converter.
#
# One would guess: a DELETE that answers 204 without a body gets no Accept header, or one that takes anything; and a
#                  nullable e-mail address gets a placeholder for a text or null.
# What happens:    the header is taken from whichever answer has a body, which for such a DELETE is the error: `Accept:
#                  application/problem+json`. A `type: [string, "null"]` becomes the text "<string,null>".
# Why it matters:  a server that negotiates strictly answers 406 where the same call with curl deletes. And
#                  "<string,null>" is a valid string: whoever presses Send stores it.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
npm install --silent --no-fund --no-audit openapi-to-postmanv2@6.3.3

cat > check.cjs <<'JAVASCRIPT'
const { convert } = require('openapi-to-postmanv2')
const problem = { description: 'A problem', content: { 'application/problem+json': { schema: { type: 'object' } } } }
const contact = { type: 'object', properties: { name: { type: 'string' }, email: { type: ['string', 'null'] } } }
const body = { 'application/json': { schema: contact } }
const document = {
  openapi: '3.1.0',
  info: { title: 'CRM', version: '1' },
  paths: { '/contacts': {
    post: { requestBody: { content: body }, responses: { 201: { description: 'Made', content: body }, 422: problem } },
    delete: { responses: { 204: { description: 'Gone' }, 404: problem } },
  } },
}
console.log('openapi-to-postmanv2', require('openapi-to-postmanv2/package.json').version)
convert({ type: 'json', data: document }, {}, (error, { output }) => {
  const requests = (items) => items.flatMap((item) => (item.item ? requests(item.item) : [item.request]))
  for (const request of requests(output[0].data.item)) {
    const accept = request.header.find((header) => header.key === 'Accept')
    console.log(request.method, 'Accept:', accept?.value, request.body ? JSON.parse(request.body.raw) : '')
  }
})
JAVASCRIPT

node check.cjs | tee output
diff - output <<'EXPECTED'
openapi-to-postmanv2 6.3.3
POST Accept: application/json { name: '<string>', email: '<string,null>' }
DELETE Accept: application/problem+json 
EXPECTED
