#!/usr/bin/env bash
# Checking an OpenAPI document in CI with `validate()` of `@apidevtools/swagger-parser`, which supports 3.0 and 3.1.
#
# One would guess: moving the document from 3.0 to 3.1 keeps what is checked.
# What happens:    in 3.1 nothing inside of a schema is checked any more: a type named "objekt", `required: true` and a
#                  bound of "five" are all valid, as are two operations of one operationId. 3.0 refuses the first three.
#                  The 3.1 meta-schema leaves schemas to a dialect, and the library fills in none.
# Why it matters:  the check stays green after the migration, and typos reach the published document and every client
#                  generated from it. Python's `openapi-spec-validator` refuses all four.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
npm install --silent --no-fund --no-audit @apidevtools/swagger-parser@13.0.0

cat > check.cjs <<'JAVASCRIPT'
const SwaggerParser = require('@apidevtools/swagger-parser')
const operation = (operationId) => ({ operationId, responses: { 204: { description: 'Done' } } })
const document = (openapi, schema, second = 'second') => ({
  openapi,
  info: { title: 'CRM', version: '1' },
  paths: { '/contacts': { get: operation('first'), delete: operation(second) } },
  components: { schemas: { Contact: schema } },
})

async function main() {
  console.log('swagger-parser', require('@apidevtools/swagger-parser/package.json').version)
  for (const [what, ...rest] of [
    ['a good schema', { type: 'object' }],
    ['type: objekt', { type: 'objekt' }],
    ['required: true', { type: 'object', required: true }],
    ['minLength: "five"', { type: 'string', minLength: 'five' }],
    ['one operationId twice', { type: 'object' }, 'first'],
  ]) {
    const answers = []
    for (const version of ['3.0.3', '3.1.0']) {
      const answer = await SwaggerParser.validate(document(version, ...rest)).then(() => 'valid', () => 'invalid')
      answers.push(`${version}: ${answer}`)
    }
    console.log(what.padEnd(22), answers.join(', '))
  }
}
main()
JAVASCRIPT

node check.cjs | tee output
diff - output <<'EXPECTED'
swagger-parser 13.0.0
a good schema          3.0.3: valid, 3.1.0: valid
type: objekt           3.0.3: invalid, 3.1.0: valid
required: true         3.0.3: invalid, 3.1.0: valid
minLength: "five"      3.0.3: invalid, 3.1.0: valid
one operationId twice  3.0.3: valid, 3.1.0: valid
EXPECTED
