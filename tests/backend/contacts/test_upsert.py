"""Upserts: change the contact with an address, or create one if there is none."""

import asyncio

import httpx
import pytest

from tests.backend.contacts.conftest import create
from tests.factories.world import Person, World

pytestmark = pytest.mark.one_app

UPSERT = "/v1/contacts/upsert"


async def test_an_upsert_creates_a_contact_and_then_changes_it(api: httpx.AsyncClient) -> None:
    first = await api.put(UPSERT, json={"email": "Ada@Example.com", "first_name": "Ada", "tags": ["vip"]})
    assert (first.status_code, first.json()["created"]) == (201, True)
    assert first.headers["Location"] == f"/v1/contacts/{first.json()['id']}"
    second = await api.put(f"{UPSERT}?match=email", json={"email": "ADA@example.com", "last_name": "King"})
    assert (second.status_code, second.json()["created"], second.headers["ETag"]) == (200, False, '"2"')
    assert "Location" not in second.headers
    kept = {"first_name": "Ada", "last_name": "King", "tags": ["vip"], "email": "ada@example.com"}
    assert {name: second.json()[name] for name in kept} == kept
    assert second.json()["id"] == first.json()["id"]


async def test_an_ambiguous_upsert_lists_the_matches_and_changes_none(api: httpx.AsyncClient) -> None:
    made = [await create(api, email="a@example.com") for _ in range(12)]
    response = await api.put(UPSERT, json={"email": "a@example.com", "first_name": "Ada"})
    assert (response.status_code, response.json()["code"]) == (409, "ambiguous_match")
    assert response.json()["ids"] == sorted(each["id"] for each in made)[:10]
    assert {each["version"] for each in (await api.get("/v1/contacts")).json()["data"]} == {1}


@pytest.mark.parametrize("exists", [False, True])
@pytest.mark.parametrize("member", ["owner_id", "visibility"])
async def test_the_permission_an_upsert_needs_does_not_reveal_a_match(
    client: httpx.AsyncClient, world: World, me: Person, exists: bool, member: str
) -> None:
    if exists:
        await world.contact(me, email="a@example.com")
    key = await world.key(me, "write")
    body = {"email": "a@example.com", member: {"owner_id": str(me.id), "visibility": "workspace"}[member]}
    response = await client.put(UPSERT, headers=key.headers, json=body)
    assert (response.status_code, response.json()["code"]) == (403, "insufficient_permission")


async def test_an_upsert_requires_an_address(api: httpx.AsyncClient) -> None:
    for body in ({}, {"email": None}, {"email": ""}, {"email": "nobody"}):
        response = await api.put(UPSERT, json=body)
        assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, "/email")


async def test_one_of_several_simultaneous_upserts_of_an_address_creates(api: httpx.AsyncClient) -> None:
    responses = await asyncio.gather(
        *(api.put(UPSERT, json={"email": "a@example.com", "job_title": str(number)}) for number in range(8))
    )
    assert sorted(response.status_code for response in responses) == [200] * 7 + [201]
    assert (await api.get("/v1/contacts/count")).json()["count"] == 1
