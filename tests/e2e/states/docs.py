"""The documentation."""

from playwright.async_api import Page, expect

from tests.e2e.states.registry import state


@state(keys=None)
async def docs(page: Page) -> None:
    """The API's documentation"""
    await page.goto("/docs")
    await expect(page.get_by_role("heading", name="Authenticate")).to_be_visible()
    await page.wait_for_load_state("networkidle")


@state(keys=None)
async def docs_errors(page: Page) -> None:
    """Every error"""
    await page.goto("/docs/errors")
    await expect(page.get_by_role("heading", name="Errors")).to_be_visible()
