"""All these tests share one service. Each has a signed-in person in a workspace of their own."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
from playwright.async_api import BrowserContext, Page

from sami.config import parse_peppers
from sami.db.database import Database
from tests.e2e import driving
from tests.factories.world import PASSWORD, Person, World
from tests.fixtures.postgres import Databases
from tests.fixtures.service import PEPPERS, LiveService, live_service


@pytest.fixture(scope="session")
def panel_database_url(databases: Databases) -> Iterator[str]:
    url = asyncio.run(databases.create())
    yield url
    asyncio.run(databases.drop(url))


@pytest.fixture(scope="session")
def service(panel_database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    with live_service(panel_database_url, tmp_path_factory.mktemp("panel")) as service:
        yield service


@pytest.fixture(scope="session")
async def database(panel_database_url: str) -> AsyncIterator[Database]:
    async with Database.open(panel_database_url, pool_size=2) as database:
        yield database


@pytest.fixture
def world(database: Database) -> World:
    return World(database, parse_peppers(PEPPERS))


@pytest.fixture
async def maya(world: World) -> Person:
    return await world.person(await world.workspace(), name="Maya Lindqvist")


@pytest.fixture
async def page(page: Page, context: BrowserContext, maya: Person) -> Page:
    """A blank page, signed in as Maya."""
    await driving.sign_in(context, maya.email, PASSWORD)
    return page
