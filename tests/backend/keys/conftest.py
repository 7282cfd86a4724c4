"""People who are signed in to the settings panel, each in a browser of their own."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI

from tests.factories.world import PASSWORD, Person, World
from tests.fixtures.service import ORIGIN

SignIn = Callable[[Person], Awaitable[httpx.AsyncClient]]


@pytest.fixture
async def sign_in(app: FastAPI) -> AsyncIterator[SignIn]:
    async with AsyncExitStack() as browsers:

        async def sign_in(person: Person) -> httpx.AsyncClient:
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            browser = await browsers.enter_async_context(httpx.AsyncClient(transport=transport, base_url=ORIGIN))
            response = await browser.post("/api/session", json={"email": person.email, "password": PASSWORD})
            assert response.status_code == 200
            return browser

        yield sign_in


@pytest.fixture
async def workspace(world: World) -> UUID:
    return await world.workspace()


@pytest.fixture
async def me(world: World, workspace: UUID) -> Person:
    return await world.person(workspace, name="Maya")


@pytest.fixture
async def admin(world: World, workspace: UUID) -> Person:
    return await world.person(workspace, name="Ada", role="admin")


@pytest.fixture
async def panel(sign_in: SignIn, me: Person) -> httpx.AsyncClient:
    return await sign_in(me)


@pytest.fixture
async def admins_panel(sign_in: SignIn, admin: Person) -> httpx.AsyncClient:
    return await sign_in(admin)
