"""The help page promises: "a Read only key can never change anything, no matter what the API request asks for"."""

from typing import Any

import httpx
import pytest
from sqlalchemy import text

from sami.db.database import Database
from sami.tables import METADATA
from tests.factories.world import World
from tests.fixtures.calls import CALLS, Call

pytestmark = pytest.mark.one_app

CHANGING = [call for call in CALLS if call.changes]

TRICKS: list[dict[str, Any]] = [
    {},
    {"headers": {"X-HTTP-Method-Override": "GET"}},
    {"headers": {"X-HTTP-Method": "GET", "X-Method-Override": "GET"}},
    {"params": {"_method": "GET"}},
    {"content": b"{not json", "headers": {"Content-Type": "application/json"}},
    {"content": b"<xml/>", "headers": {"Content-Type": "application/xml"}},
    {"json": {"no_such_member": 1}},
    {"json": {"owner_id": "00000000-0000-7000-8000-000000000000"}},
    {"headers": {"If-Match": '"999"'}},
    {"headers": {"Prefer": "permission=admin", "X-Permission": "admin"}},
]


@pytest.mark.parametrize("call", CHANGING, ids=lambda call: f"{call.method} {call.path}")
async def test_a_read_only_key_changes_nothing(
    client: httpx.AsyncClient, world: World, database: Database, call: Call
) -> None:
    owner = await world.person(await world.workspace())
    key = await world.key(owner, "read")
    ids = await world.one_of_each(owner)
    missing = "00000000-0000-7000-8000-000000000000"
    before = await dump(database)

    for trick in TRICKS:
        # The response doesn't depend on whether the record exists, because no record is looked up.
        for targets in (ids, dict.fromkeys(ids, missing), dict.fromkeys(ids, "no-id-at-all")):
            response = await client.request(
                call.method,
                call.path.format(**targets),
                **{"json": call.json} | trick | {"headers": key.headers | trick.get("headers", {})},
            )
            assert response.status_code == 403, (trick, response.text)
            problem = response.json()
            assert problem["code"] == "insufficient_permission"
            assert problem["actual"] == "read"
            assert problem["required"] in ("write", "admin")
            assert 'error="insufficient_scope"' in response.headers["WWW-Authenticate"]

    assert await dump(database) == before


@pytest.mark.parametrize("method", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
async def test_a_method_override_does_not_turn_a_read_into_a_write(
    client: httpx.AsyncClient, world: World, database: Database, method: str
) -> None:
    owner = await world.person(await world.workspace())
    key = await world.key(owner, "admin")
    contact = await world.contact(owner)
    before = await dump(database)
    response = await client.get(f"/v1/contacts/{contact}", headers=key.headers | {method: "DELETE"})
    assert response.status_code == 200
    assert await dump(database) == before


async def dump(database: Database) -> dict[str, list[str]]:
    """Returns every row of every table as text, except for the usage of keys."""
    tables = sorted(set(METADATA.tables) - {"key_usage", "key_usage_days"})
    async with database.transaction() as session:
        return {
            table: list(await session.scalars(text(f"SELECT t::text FROM {table} AS t ORDER BY 1")))  # noqa: S608
            for table in tables
        }
