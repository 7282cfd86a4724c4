"""The entries that the triggers write into the log, whoever makes the change."""

from collections.abc import AsyncIterator
from typing import TypeAlias

import asyncpg
import httpx
import pytest

from tests.factories.world import Person

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"


@pytest.fixture
async def sql(module_database: str) -> AsyncIterator[Connection]:
    connection = await asyncpg.connect(module_database)
    yield connection
    await connection.close()


async def logged(sql: Connection, me: Person) -> list[tuple[str, str, list[str]]]:
    """Returns (type, change, changed) of the entries since the last call, except changes of access."""
    rows = await sql.fetch(
        "WITH entries AS (DELETE FROM record_changes WHERE workspace_id = $1 RETURNING *) "
        "SELECT * FROM entries WHERE change <> 'access' ORDER BY id",
        me.workspace_id,
    )
    return [(row["type"], row["change"], row["changed"]) for row in rows]


async def test_changes_by_the_api_are_logged(api: httpx.AsyncClient, sql: Connection, me: Person) -> None:
    contact = (await api.post("/v1/contacts", json={"first_name": "Ada", "custom": {"a": 1}})).json()["id"]
    assert await logged(sql, me) == [("contact", "created", [])]
    path = f"/v1/contacts/{contact}"
    await api.patch(path, json={"first_name": "Ada", "last_name": "L", "email": None, "custom": {"b": 2}})
    assert await logged(sql, me) == [("contact", "updated", ["custom", "last_name"])]
    await api.patch(path, json={"last_name": "L"})
    assert await logged(sql, me) == [], "an update to the same value is no change"
    await api.delete(path)
    await api.post(f"{path}/restore")
    assert await logged(sql, me) == [("contact", "deleted", []), ("contact", "restored", [])]
    for body in ({"channel": "note", "contact_id": contact}, {"channel": "note"}):
        assert (await api.post("/v1/messages", json=body)).status_code == 201
    assert await logged(sql, me) == [("message", "created", [])] * 2
    await api.delete(f"{path}?permanent=true")
    assert await logged(sql, me) == [("message", "updated", ["contact_id"]), ("contact", "removed", [])]


async def test_many_rows_of_one_statement_are_logged(sql: Connection, me: Person) -> None:
    """In one session, which keeps the plans it made for a single row."""
    add = """
        INSERT INTO contacts (workspace_id, id, owner_id, visibility, search)
        SELECT workspace_id, gen_random_uuid(), id, 'workspace', '' FROM users, generate_series(1, $2)
        WHERE workspace_id = $1
    """
    for number in (*[1] * 6, 1_000):
        await sql.execute(add, me.workspace_id, number)
        await sql.execute("UPDATE contacts SET company = 'Acme' WHERE workspace_id = $1", me.workspace_id)
        await sql.execute("DELETE FROM contacts WHERE workspace_id = $1", me.workspace_id)
        changes = [change for _, change, _ in await logged(sql, me)]
        assert changes == [each for each in ("created", "updated", "removed") for _ in range(number)]
