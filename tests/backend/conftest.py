"""A person in a workspace of their own, and the API with an Admin key of theirs: in one application for each module."""

import httpx
import pytest

from tests.factories.world import Person, World


@pytest.fixture
async def me(shared_world: World) -> Person:
    return await shared_world.person(await shared_world.workspace())


@pytest.fixture
async def api(shared_client: httpx.AsyncClient, shared_world: World, me: Person) -> httpx.AsyncClient:
    shared_client.headers.update((await shared_world.key(me)).headers)
    return shared_client
