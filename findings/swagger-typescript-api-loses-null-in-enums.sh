#!/usr/bin/env bash
# Two fields of an OpenAPI 3.1 schema in TypeScript, by `swagger-typescript-api`.
#
# One would guess: `type: [string, "null"]` with `enum: [new, won, null]` may be null, as the plain nullable text beside
#                  it may; and a string with `contentEncoding: base64` inside of JSON is a string.
# What happens:    the enum is generated without null, so `contact.stage === null` is an error or always false for the
#                  compiler; and the text is typed `File | Blob`, which JSON.stringify turns into {}.
# Why it matters:  the compiler accepts code that sends an empty object for a photo and refuses code that clears a
#                  stage.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
npm install --silent --no-fund --no-audit --legacy-peer-deps swagger-typescript-api@13.13.0

cat > document.json <<'JSON'
{
  "openapi": "3.1.0", "info": { "title": "CRM", "version": "1" }, "paths": {},
  "components": { "schemas": {
    "Stage": { "type": ["string", "null"], "enum": ["new", "won", null] },
    "Contact": { "type": "object", "required": ["stage", "name", "photo"], "properties": {
      "stage": { "$ref": "#/components/schemas/Stage" },
      "name": { "type": ["string", "null"] },
      "photo": { "type": "string", "contentEncoding": "base64", "contentMediaType": "image/png" }
    } }
  } }
}
JSON

{
  echo "swagger-typescript-api $(node -p 'require("./node_modules/swagger-typescript-api/package.json").version')"
  npx swagger-typescript-api generate --path document.json --output . --name api.ts --no-client > log
  sed -n '/^export /,/^}/p' api.ts
  node -p '"A photo that is sent: " + JSON.stringify({ photo: new Blob(["png"]) })'
} | tee output
diff - output <<'EXPECTED'
swagger-typescript-api 13.13.0
export enum Stage {
  New = "new",
  Won = "won",
}
export interface Contact {
  stage: Stage;
  name: string | null;
  photo: File | Blob;
}
A photo that is sent: {"photo":{}}
EXPECTED
