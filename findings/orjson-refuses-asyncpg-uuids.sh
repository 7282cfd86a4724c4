#!/usr/bin/env bash
# Sending a row's id, as `asyncpg` reads it, as JSON by `orjson`.
#
# One would guess: a uuid column gives a `uuid.UUID`, and `orjson` writes those by itself.
# What happens:    asyncpg gives a class of its own, written in C for speed, which is an instance of `uuid.UUID`, equal
#                  to one and printed like one. orjson looks at the exact class and refuses it, although it does write
#                  subclasses of str, int and dict. `msgspec` writes it.
# Why it matters:  tests with `uuid.uuid4()` pass, and the first real row fails. `isinstance`, `==` and the log all say
#                  that nothing is wrong with the value.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check asyncpg==0.32.0 orjson==3.13.0 msgspec==0.23.0

cat > check.py <<'PYTHON'
import uuid
from importlib.metadata import version

import msgspec
import orjson
from asyncpg.pgproto.pgproto import UUID  # What its codec for the type uuid makes.

print(*(f"{name} {version(name)}" for name in ("asyncpg", "orjson", "msgspec")))
plain = uuid.UUID("01988f3a-0000-7000-8000-000000000001")
read = UUID(str(plain))
print("instance:", isinstance(read, uuid.UUID), "equal:", read == plain, "msgspec:", msgspec.json.encode(read).decode())
for value in (plain, read):
    try:
        print("orjson:", orjson.dumps(value).decode())
    except TypeError as error:
        print("orjson:", error)
PYTHON

venv/bin/python check.py | tee output
diff - output <<'EXPECTED'
asyncpg 0.32.0 orjson 3.13.0 msgspec 0.23.0
instance: True equal: True msgspec: "01988f3a-0000-7000-8000-000000000001"
orjson: "01988f3a-0000-7000-8000-000000000001"
orjson: Type is not JSON serializable: asyncpg.pgproto.pgproto.UUID
EXPECTED
