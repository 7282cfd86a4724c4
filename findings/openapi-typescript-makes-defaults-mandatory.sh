#!/usr/bin/env bash
# A request body with an optional `notify: {type: boolean, default: false}`, in TypeScript by `openapi-typescript`.
#
# One would guess: whoever calls the API may leave it out; that is what the default is for.
# What happens:    the property is mandatory in the generated type, in requests and answers alike: a default is taken to
#                  mean that it is always there. `--default-non-nullable=false` turns that off, for answers too. The
#                  generator of `@hey-api/openapi-ts` writes `notify?: boolean`.
# Why it matters:  adding a default to an optional field, which breaks no caller of the API, stops every TypeScript
#                  client from compiling, and their fix is to send the default as if they had chosen it.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
npm install --silent --no-fund --no-audit openapi-typescript@7.13.0 typescript@5.9.3

cat > document.json <<'JSON'
{
  "openapi": "3.1.0", "info": { "title": "CRM", "version": "1" }, "paths": {},
  "components": { "schemas": { "ContactCreate": { "type": "object", "required": ["name"], "properties": {
    "name": { "type": "string" },
    "email": { "type": "string" },
    "notify": { "type": "boolean", "default": false }
  } } } }
}
JSON

{
  version="$(node -p 'require("./node_modules/openapi-typescript/package.json").version')"
  for options in "" "--default-non-nullable=false"; do
    # shellcheck disable=SC2086
    npx openapi-typescript document.json --output api.ts $options > log 2>&1
    echo "openapi-typescript $version${options:+ $options}"
    grep -E '^ +(name|email|notify)\??:' api.ts
  done
} | tee output
diff - output <<'EXPECTED'
openapi-typescript 7.13.0
            name: string;
            email?: string;
            notify: boolean;
openapi-typescript 7.13.0 --default-non-nullable=false
            name: string;
            email?: string;
            notify?: boolean;
EXPECTED
