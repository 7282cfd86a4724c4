#!/usr/bin/env bash
# Identifiers made by the PyPI package `uuid7` next to version 7 UUIDs (RFC 9562) of anybody else.
#
# One would guess: both carry the time in their first 48 bits, so they sort by age together.
# What happens:    the package keeps an early draft, with whole seconds in the first 36 bits, and says version 7 all the
#                  same. By the RFC's reading its identifiers of 2026 are from the year 2200 or so. `uuid6` and npm's
#                  `uuid` follow the RFC.
# Why it matters:  one service that uses it writes rows that stay at the end of every list sorted by id, and a cursor
#                  "after this id" skips all the others.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check uuid7==0.1.0 uuid6==2025.0.1

cat > check.py <<'PYTHON'
import time
from datetime import UTC, datetime, timedelta
from importlib.metadata import version

import uuid6
from uuid_extensions import uuid7

print("uuid7", version("uuid7"), "uuid6", version("uuid6"))
older = uuid7()
time.sleep(0.01)
newer = uuid6.uuid7()
print("versions:", older.version, newer.version, "- the older one sorts first:", str(older) < str(newer))
for name, value in (("uuid7", older), ("uuid6", newer)):
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=value.int >> 80)
    years = round((moment - datetime.now(UTC)).days / 365.25)
    print(name, "by RFC 9562 is from now" if not years else "by RFC 9562 is from more than a century ahead")
PYTHON

venv/bin/python check.py | tee output
diff - output <<'EXPECTED'
uuid7 0.1.0 uuid6 2025.0.1
versions: 7 7 - the older one sorts first: False
uuid7 by RFC 9562 is from more than a century ahead
uuid6 by RFC 9562 is from now
EXPECTED
