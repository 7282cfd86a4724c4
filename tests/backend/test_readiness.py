"""When a process may be sent calls: so that a rollout neither stops all old processes at once nor uses new ones too
early.
"""

import httpx
import pytest
from sqlalchemy import text

from sami.db.database import Database


async def set_revision(database: Database, revision: str) -> None:
    async with database.transaction() as session:
        await session.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


@pytest.mark.parametrize("older", ["0001", "0002"])
async def test_before_the_migrations_that_it_needs_a_process_is_not_ready(
    client: httpx.AsyncClient, database: Database, older: str
) -> None:
    await set_revision(database, older)
    answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")


async def test_after_migrations_of_a_newer_release_it_still_is(client: httpx.AsyncClient, database: Database) -> None:
    await set_revision(database, "9999")
    assert (await client.get("/readyz")).status_code == 200


async def test_without_any_schema_it_is_not(client: httpx.AsyncClient, database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(text("DELETE FROM alembic_version"))
    assert (await client.get("/readyz")).status_code == 503
    async with database.transaction() as session:
        await session.execute(text("DROP TABLE alembic_version"))
    assert (await client.get("/readyz")).status_code == 503
