"""The activity page: actions on keys, and sign-ins."""

from playwright.async_api import Page, expect

from sami.errors.types import RateLimited
from tests.e2e.responses import hold, refuse
from tests.e2e.states.registry import state
from tests.e2e.states.rows import ADMIN, EVERYBODY, FEW, LEAKED, LONGEST, REPLACED, RETIRED

PATH, AUDIT = "/settings/api-keys/activity", "/api/audit*"


async def _open(page: Page, query: str = "") -> None:
    await page.goto(PATH + query)
    await expect(page.get_by_role("heading", name="Today")).to_be_visible()


@state(keys=(*REPLACED, *RETIRED, LEAKED))
async def activity(page: Page) -> None:
    """Your own activity"""
    await _open(page)


@state(keys=EVERYBODY, who=ADMIN)
async def activity_of_workspace(page: Page) -> None:
    """The whole workspace's activity, for an admin"""
    await _open(page, "?of=workspace")
    await expect(page.get_by_role("button", name="Whole workspace")).to_have_attribute("aria-pressed", "true")


@state(keys=LONGEST)
async def activity_longest(page: Page) -> None:
    """The longest names"""
    await _open(page)


@state(keys=FEW)
async def activity_loading(page: Page) -> None:
    """The activity is loading"""
    await hold(page, "GET", AUDIT)
    await page.goto(PATH)
    await expect(page.get_by_text("Loading activity")).to_be_attached()


@state(keys=FEW)
async def activity_not_loaded(page: Page) -> None:
    """The activity could not be loaded"""
    await refuse(page, "GET", AUDIT, RateLimited(retry_after=42, detail="At most 600 calls in a minute."))
    await page.goto(PATH)
    await expect(page.get_by_text("Couldn’t load activity")).to_be_visible()
