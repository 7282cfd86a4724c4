#!/usr/bin/env bash
# An MCP tool, written with the official Python SDK, with an optional text: `name: str | None = None`.
#
# One would guess: a string that a client sends arrives as that string.
# What happens:    unless a parameter is exactly `str`, the SDK tries to read its strings as JSON first, for clients
#                  that send lists as text. "null" arrives as None; '["a"]' and '{"a": 1}' become a list and an object,
#                  and are refused because they aren't strings. "true" and "123" are kept, and so is everything for
#                  plain `str`.
# Why it matters:  "null" is a surname and a lower-cased search term, and a note may be JSON. Making a parameter
#                  optional changes which texts it takes, and a search for "null" lists everything.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check mcp==2.3.0

cat > check.py <<'PYTHON'
import asyncio
import logging
from importlib.metadata import version

from mcp.server import MCPServer

logging.disable()
server = MCPServer("crm")


@server.tool()
def optional(name: str | None = "not sent") -> str:
    return repr(name)


@server.tool()
def plain(name: str = "not sent") -> str:
    return repr(name)


async def main() -> None:
    for text in ("Null", "null", "true", '["a"]', '{"a": 1}'):
        for tool in ("optional", "plain"):
            try:
                result = await server.call_tool(tool, {"name": text})
                print(f"{text:10} {tool:9}", result.content[0].text)
            except Exception as error:
                print(f"{text:10} {tool:9}", "refused:", str(error).splitlines()[2].split(" [")[0].strip())


print("mcp", version("mcp"))
asyncio.run(main())
PYTHON

venv/bin/python check.py | tee output
diff - output <<'EXPECTED'
mcp 2.3.0
Null       optional  'Null'
Null       plain     'Null'
null       optional  None
null       plain     'null'
true       optional  'true'
true       plain     'true'
["a"]      optional  refused: Input should be a valid string
["a"]      plain     '["a"]'
{"a": 1}   optional  refused: Input should be a valid string
{"a": 1}   plain     '{"a": 1}'
EXPECTED
