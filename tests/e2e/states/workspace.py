"""The workspace's keys, for its admins."""

from playwright.async_api import Page, expect

from sami.auth import key_format
from sami.errors.types import RateLimited
from tests.e2e.responses import hold, refuse
from tests.e2e.states.registry import state
from tests.e2e.states.rows import ADMIN, COLLEAGUE, EVERYBODY, FEW, LONGEST, Row

PATH, LIST = "/settings/api-keys/workspace", "/api/workspace/keys*"


async def _open(page: Page, query: str = "") -> None:
    await page.goto(PATH + query)
    await expect(page.get_by_role("button", name="Revoke ").first).to_be_visible()


@state(keys=EVERYBODY, who=ADMIN)
async def workspace(page: Page) -> None:
    """Everybody's active keys"""
    await _open(page)


@state(keys=EVERYBODY, who=ADMIN)
async def workspace_all(page: Page) -> None:
    """Everybody's keys, revoked ones too"""
    await _open(page)
    await page.get_by_role("combobox", name="Status").select_option("all")
    await expect(page.get_by_text("Laptop script")).to_be_visible()


@state(keys=LONGEST, who=ADMIN)
async def workspace_longest(page: Page) -> None:
    """The longest names and clients"""
    await _open(page)


@state(keys=EVERYBODY, who=ADMIN)
async def workspace_no_match(page: Page) -> None:
    """No key matches"""
    await _open(page)
    await page.get_by_role("searchbox").fill("Salesforce")
    await expect(page.get_by_text("“Salesforce”")).to_be_visible()


@state(keys=EVERYBODY, who=ADMIN)
async def workspace_key_pasted(page: Page) -> None:
    """A full key was pasted into the search"""
    await _open(page)
    await page.get_by_role("searchbox").fill(key_format.generate().text)
    await expect(page.get_by_text("Only the prefix is searched")).to_be_visible()


@state(who=ADMIN)
async def workspace_empty(page: Page) -> None:
    """Nobody has a key"""
    await page.goto(PATH)
    await expect(page.get_by_role("heading", name="Workspace keys")).to_be_visible()
    await page.wait_for_load_state("networkidle")


@state(keys=EVERYBODY, who=ADMIN)
async def workspace_revoke(page: Page) -> None:
    """Revoking somebody else's key"""
    await _open(page)
    await page.get_by_role("button", name=f"Revoke Zapier production, owned by {COLLEAGUE}").click()
    await expect(page.get_by_role("alertdialog")).to_be_visible()


@state(keys=EVERYBODY, who=ADMIN)
async def workspace_loading(page: Page) -> None:
    """The workspace's keys are loading"""
    await hold(page, "GET", LIST)
    await page.goto(PATH)
    await expect(page.get_by_text("Loading workspace keys")).to_be_attached()


@state(keys=EVERYBODY, who=ADMIN)
async def workspace_not_loaded(page: Page) -> None:
    """The workspace's keys could not be loaded"""
    await refuse(page, "GET", LIST, RateLimited(retry_after=42, detail="At most 600 calls in a minute."))
    await page.goto(PATH)
    await expect(page.get_by_text("Couldn’t load workspace keys")).to_be_visible()


@state(keys=FEW)
async def workspace_refused(page: Page) -> None:
    """A member followed the link"""
    await page.goto(PATH)
    await expect(page.get_by_text("For workspace admins only")).to_be_visible()


@state(keys=tuple(Row(f"Key {number}") for number in range(60)), who=ADMIN)
async def workspace_paged(page: Page) -> None:
    """More keys than fit on the first page"""
    await _open(page)
    await expect(page.get_by_role("button", name="Load more")).to_be_visible()
