"""The documentation, and the pages that explain errors."""

from playwright.async_api import Page, expect

from tests.e2e.states.registry import state
from tests.e2e.states.rows import FEW


async def _open(page: Page, key_bar: str) -> None:
    await page.goto("/docs")
    await expect(page.get_by_role("region", name="Your key in the examples")).to_contain_text(key_bar)
    await expect(page.get_by_role("heading", name="Authenticate").first).to_be_visible()
    await page.wait_for_load_state("networkidle")


@state(keys=None)
async def docs(page: Page) -> None:
    """The API's documentation"""
    await _open(page, "Find or create yours")


@state()
async def docs_no_key(page: Page) -> None:
    """The documentation, for somebody without a key"""
    await _open(page, "You have no active keys")


@state(keys=FEW[:1])
async def docs_own_key(page: Page) -> None:
    """The documentation, with the reader's own key in the examples"""
    await _open(page, FEW[0].name)


@state(keys=FEW)
async def docs_own_keys(page: Page) -> None:
    """The documentation, with a choice of the reader's own keys"""
    await _open(page, "The examples show your key")


@state(keys=None)
async def docs_not_loaded(page: Page) -> None:
    """The documentation could not be loaded"""
    await page.route("**/openapi.json", lambda route: route.abort())
    await page.goto("/docs")
    await expect(page.get_by_role("alert")).to_be_visible()


@state(keys=None)
async def docs_guide(page: Page) -> None:
    """A guide, with pictures and examples"""
    await page.goto("/docs/guides/n8n")
    await expect(page.get_by_role("heading", name="n8n", exact=True)).to_be_visible()


@state(keys=None)
async def docs_guide_with_a_table(page: Page) -> None:
    """A guide, with a table and a program"""
    await page.goto("/docs/guides/secret-scanners")
    await expect(page.get_by_role("heading", name="Secret scanners", exact=True)).to_be_visible()


@state(keys=None)
async def docs_changelog(page: Page) -> None:
    """The changes of each version"""
    await page.goto("/docs/changelog")
    await expect(page.get_by_role("heading", name="Changelog", exact=True)).to_be_visible()


@state(keys=None)
async def docs_errors(page: Page) -> None:
    """Every error"""
    await page.goto("/docs/errors")
    await expect(page.get_by_role("heading", name="Errors", exact=True)).to_be_visible()


@state(keys=None)
async def docs_error(page: Page) -> None:
    """What an error means"""
    await page.goto("/docs/errors/insufficient_permission")
    await expect(page.get_by_role("heading").first).to_be_visible()
