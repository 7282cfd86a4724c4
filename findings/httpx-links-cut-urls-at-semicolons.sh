#!/usr/bin/env bash
# Reading a Link header (RFC 8288) with `response.links` of `httpx` and `requests`, on which exporters such as dlt and
# Singer taps page.
#
# One would guess: the address is what stands between < and >, and a quoted title is skipped.
# What happens:    both split at the first ";" and at every ", <", without looking at brackets or quotes. An address
#                  with a ";" in it is cut there; a ";" in a title ahead of `rel` loses the relation; and a title that
#                  mentions "<b>" becomes the next page. `rel="next last"` is one relation named "next last".
#                  `httplink`, which parses by the RFC's grammar, reads all four.
# Why it matters:  an export follows a shortened address without its cursor, which is the first page once more, or stops
#                  early. Both look like an answer.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check httpx==0.28.1 requests==2.34.2 httplink==0.2.0

cat > check.py <<'PYTHON'
from importlib.metadata import version

import httplink
import httpx
import requests

print(*(f"{name} {version(name)}" for name in ("httpx", "requests", "httplink")))
for header in (
    '<https://crm.example/contacts?sort=name;id&cursor=c2>; rel="next"',
    '<https://crm.example/contacts?cursor=c2>; title="A; B"; rel="next"',
    '<https://crm.example/contacts?cursor=c2>; title="A, <b>"; rel="next"',
    '<https://crm.example/contacts?cursor=c2>; rel="next last"',
):
    print(header)
    response = requests.Response()
    response.headers["link"] = header
    for name, links in (("httpx", httpx.Response(200, headers={"link": header}).links), ("requests", response.links)):
        print(f"    {name:8}", links["next"]["url"] if "next" in links else f"no next page, but {list(links)}")
    print("    httplink", *(link.target for link in httplink.parse_link_header(header).links if "next" in link.rel))
PYTHON

venv/bin/python check.py | tee output
diff - output <<'EXPECTED'
httpx 0.28.1 requests 2.34.2 httplink 0.2.0
<https://crm.example/contacts?sort=name;id&cursor=c2>; rel="next"
    httpx    https://crm.example/contacts?sort=name
    requests https://crm.example/contacts?sort=name
    httplink https://crm.example/contacts?sort=name;id&cursor=c2
<https://crm.example/contacts?cursor=c2>; title="A; B"; rel="next"
    httpx    no next page, but ['https://crm.example/contacts?cursor=c2']
    requests no next page, but ['https://crm.example/contacts?cursor=c2']
    httplink https://crm.example/contacts?cursor=c2
<https://crm.example/contacts?cursor=c2>; title="A, <b>"; rel="next"
    httpx    b
    requests b
    httplink https://crm.example/contacts?cursor=c2
<https://crm.example/contacts?cursor=c2>; rel="next last"
    httpx    no next page, but ['next last']
    requests no next page, but ['next last']
    httplink https://crm.example/contacts?cursor=c2
EXPECTED
