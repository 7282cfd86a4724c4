"""An upsert is a merge patch, of what is there or of nothing."""

import asyncio
from typing import Any

import asyncpg
import httpx
import pytest

from tests.factories.world import Person, World
from tests.security.test_races import wait_until_blocked

UPSERT = "/v1/contacts/upsert"


@pytest.mark.parametrize(
    ("patch", "after"), [(None, {}), ({}, {"a": 1}), ({"a": None}, {}), ({"b": {"c": None}}, {"a": 1, "b": {}})]
)
async def test_custom_is_merged(api: httpx.AsyncClient, patch: dict[str, Any] | None, after: dict[str, Any]) -> None:
    await api.put(UPSERT, json={"email": "ada@example.com", "custom": {"a": 1}})
    answer = await api.put(UPSERT, json={"email": "ada@example.com", "custom": patch})
    assert (answer.status_code, answer.json()["custom"]) == (200, after)


async def test_a_new_contact_has_no_cleared_members(api: httpx.AsyncClient) -> None:
    answer = await api.put(UPSERT, json={"email": "ada@example.com", "custom": {"a": None, "b": {"c": None}}})
    assert (answer.status_code, answer.json()["custom"]) == (201, {"b": {}})


async def test_a_contact_that_was_being_deleted_is_made_anew(
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
