"""Fixtures for contacts: a user, a client with an Admin key of theirs, and a contact with all members set."""

from typing import Any

import httpx
import pytest

from tests.factories.world import Person, World


@pytest.fixture
async def me(world: World) -> Person:
    return await world.person(await world.workspace())


@pytest.fixture
async def api(client: httpx.AsyncClient, world: World, me: Person) -> httpx.AsyncClient:
    """A client that sends an Admin key of `me`."""
    client.headers.update((await world.key(me)).headers)
    return client


FULL = {
    "first_name": "Ada",
    "last_name": "Lovelace",
    "email": "Ada@Example.COM",
    "phone": "+44 20 7946 0958",
    "company": "Analytical Engines",
    "job_title": "Programmer",
    "tags": ["vip", "newsletter", "vip"],
    "custom": {"plan": "pro", "seats": 12, "nested": {"list": [1, 2.5, None, True, "ü"]}},
    "source": "zapier",
    "visibility": "team",
}


async def create(api: httpx.AsyncClient, **values: Any) -> dict[str, Any]:
    response = await api.post("/v1/contacts", json=values)
    assert response.status_code == 201, response.text
    created: dict[str, Any] = response.json()
    return created
