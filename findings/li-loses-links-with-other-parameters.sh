#!/usr/bin/env bash
# Reading a Link header (RFC 8288) with `li` of npm.
#
# One would guess: a parameter that it doesn't know is skipped, and `rel` is found in front of it or behind it.
# What happens:    behind a `title*` (RFC 8187, which is how a title in another script is written) or a title with a
#                  quotation mark it isn't found: the result is {}, as if there were no next page. An upper-case `REL`
#                  isn't found either. `http-link-header` reads all of them.
# Why it matters:  a server that adds a readable title to its page links, which the RFC allows in any order, ends its
#                  clients' exports on the first page.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
npm install --silent --no-fund --no-audit li@1.3.0 http-link-header@1.1.4

cat > check.cjs <<'JAVASCRIPT'
const li = require('li')
const LinkHeader = require('http-link-header')
for (const name of ['li', 'http-link-header']) console.log(name, require(`${name}/package.json`).version)
const link = '<https://crm.example/contacts?cursor=c2>'
for (const parameters of [
  'rel="next"',
  'title="Page 2"; rel="next"',
  'title="The \\"second\\" page"; rel="next"',
  "title*=UTF-8''Page%202; rel=\"next\"",
  "rel=\"next\"; title*=UTF-8''Page%202",
  'REL="next"',
]) {
  const header = `${link}; ${parameters}`
  console.log(parameters)
  const [found] = LinkHeader.parse(header).rel('next')
  console.log('    li:', JSON.stringify(li.parse(header)), '- the other:', found.uri)
}
JAVASCRIPT

node check.cjs | tee output
diff - output <<'EXPECTED'
li 1.3.0
http-link-header 1.1.4
rel="next"
    li: {"next":"https://crm.example/contacts?cursor=c2"} - the other: https://crm.example/contacts?cursor=c2
title="Page 2"; rel="next"
    li: {"next":"https://crm.example/contacts?cursor=c2"} - the other: https://crm.example/contacts?cursor=c2
title="The \"second\" page"; rel="next"
    li: {} - the other: https://crm.example/contacts?cursor=c2
title*=UTF-8''Page%202; rel="next"
    li: {} - the other: https://crm.example/contacts?cursor=c2
rel="next"; title*=UTF-8''Page%202
    li: {"next":"https://crm.example/contacts?cursor=c2"} - the other: https://crm.example/contacts?cursor=c2
REL="next"
    li: {} - the other: https://crm.example/contacts?cursor=c2
EXPECTED
