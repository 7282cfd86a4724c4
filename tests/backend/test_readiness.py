"""Readiness: a rollout must neither stop all old processes at once nor send calls to new ones too early."""

import httpx
import pytest
from sqlalchemy import text

from sami.db.database import Database


async def set_revision(database: Database, revision: str) -> None:
    async with database.transaction() as session:
        await session.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


@pytest.mark.parametrize("older", ["0001", "0002"])
async def test_a_process_is_not_ready_before_the_migrations_that_it_needs(
    client: httpx.AsyncClient, database: Database, older: str
) -> None:
    await set_revision(database, older)
    response = await client.get("/readyz")
    assert (response.status_code, response.json()["code"]) == (503, "unavailable")


async def test_a_process_stays_ready_after_migrations_of_a_newer_release(
    client: httpx.AsyncClient, database: Database
) -> None:
    await set_revision(database, "9999")
    assert (await client.get("/readyz")).status_code == 200


async def test_a_process_is_not_ready_without_a_schema(client: httpx.AsyncClient, database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(text("DELETE FROM alembic_version"))
    assert (await client.get("/readyz")).status_code == 503
    async with database.transaction() as session:
        await session.execute(text("DROP TABLE alembic_version"))
    assert (await client.get("/readyz")).status_code == 503
