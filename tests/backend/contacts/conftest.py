"""A person, an Admin key of theirs, and a full contact."""

from typing import Any

import httpx
import pytest

from tests.factories.world import Person, World


@pytest.fixture
async def me(world: World) -> Person:
    return await world.person(await world.workspace())


@pytest.fixture
async def api(client: httpx.AsyncClient, world: World, me: Person) -> httpx.AsyncClient:
    """With an Admin key of mine."""
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
    answer = await api.post("/v1/contacts", json=values)
    assert answer.status_code == 201, answer.text
    created: dict[str, Any] = answer.json()
    return created
