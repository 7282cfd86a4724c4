"""An upsert is a JSON merge patch of the existing contact, or of an empty one."""

import asyncio
from typing import Any

import asyncpg
import httpx
import pytest

from tests.factories.world import Person, World
from tests.security.test_races import wait_until_blocked

pytestmark = pytest.mark.one_app

UPSERT = "/v1/contacts/upsert"


@pytest.mark.parametrize(
    ("patch", "after"), [(None, {}), ({}, {"a": 1}), ({"a": None}, {}), ({"b": {"c": None}}, {"a": 1, "b": {}})]
)
async def test_an_upsert_merges_custom(
    api: httpx.AsyncClient, patch: dict[str, Any] | None, after: dict[str, Any]
) -> None:
    await api.put(UPSERT, json={"email": "ada@example.com", "custom": {"a": 1}})
    response = await api.put(UPSERT, json={"email": "ada@example.com", "custom": patch})
    assert (response.status_code, response.json()["custom"]) == (200, after)


async def test_nulls_in_custom_are_dropped_from_a_new_contact(api: httpx.AsyncClient) -> None:
    response = await api.put(UPSERT, json={"email": "ada@example.com", "custom": {"a": None, "b": {"c": None}}})
    assert (response.status_code, response.json()["custom"]) == (201, {"b": {}})


async def test_an_upsert_that_waits_for_a_deletion_creates_a_new_contact(
    api: httpx.AsyncClient, world: World, me: Person, database_url: str
) -> None:
    contact = await world.contact(me, email="ada@example.com")
    other = await asyncpg.connect(database_url)
    async with other.transaction():
        await other.execute("UPDATE contacts SET deleted_at = now() WHERE id = $1", contact)
        upserting = asyncio.create_task(api.put(UPSERT, json={"email": "ada@example.com"}))
        await wait_until_blocked(upserting, other)
    await other.close()
    assert ((await upserting).status_code, (await upserting).json()["created"]) == (201, True)
