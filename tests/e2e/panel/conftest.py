"""Each of these tests has a signed-in person in a workspace of their own."""

import pytest
from playwright.async_api import BrowserContext, Page

from sami.db.database import Database
from tests.e2e import driving
from tests.factories.world import PASSWORD, Person, World


@pytest.fixture
def database(shared_database: Database) -> Database:
    return shared_database


@pytest.fixture
async def maya(world: World) -> Person:
    return await world.person(await world.workspace(), name="Maya Lindqvist")


@pytest.fixture
async def page(page: Page, context: BrowserContext, maya: Person) -> Page:
    """A blank page, signed in as Maya."""
    await driving.sign_in(context, maya.email, PASSWORD)
    return page
