#!/usr/bin/env bash
# The difference of two records with a Date in them, as a JSON Patch by `fast-json-patch`.
#
# One would guess: one `replace` with the new moment in ISO form, as the patch is JSON; or nothing.
# What happens:    one `add` for each letter of the moment, to places inside of the text: /due/0 "2", /due/1 "0", …
#                  Applied to the same record as JSON, where the moment is a string, they fail. `json-merge-patch` sends
#                  the moment.
# Why it matters:  records straight from a database driver hold Dates. The audit log gets 24 entries for one change, and
#                  replaying it isn't possible.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
npm install --silent --no-fund --no-audit fast-json-patch@3.1.1 json-merge-patch@1.0.2

cat > check.cjs <<'JAVASCRIPT'
const { applyPatch, compare } = require('fast-json-patch')
const merge = require('json-merge-patch')
console.log('fast-json-patch', require('fast-json-patch/package.json').version)
const before = { title: 'Renewal', due: new Date('2026-08-31T00:00:00Z') }
const after = { title: 'Renewal', due: new Date('2026-09-30T00:00:00Z') }
const patch = compare(before, after)
console.log(patch.length, 'operations, the first:', JSON.stringify(patch.slice(0, 2)))
console.log('merge patch:', JSON.stringify(merge.generate(before, after)))
try {
  console.log(applyPatch(JSON.parse(JSON.stringify(before)), patch, true).newDocument)
} catch (error) {
  console.log('applied to the record as JSON:', error.name)
}
JAVASCRIPT

node check.cjs | tee output
diff - output <<'EXPECTED'
fast-json-patch 3.1.1
24 operations, the first: [{"op":"add","path":"/due/0","value":"2"},{"op":"add","path":"/due/1","value":"0"}]
merge patch: {"due":"2026-09-30T00:00:00.000Z"}
applied to the record as JSON: OPERATION_PATH_UNRESOLVABLE
EXPECTED
