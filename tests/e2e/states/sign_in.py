"""The sign-in page."""

from playwright.async_api import Page, expect

from sami.errors.types import InternalError, RateLimited
from tests.e2e.responses import hold, refuse
from tests.e2e.states.registry import state


async def _sign_in(page: Page) -> None:
    await page.goto("/sign-in")
    await page.get_by_role("textbox", name="Email").fill("maya@demo.test")
    await page.get_by_role("textbox", name="Password").fill("not-her-password")
    await page.get_by_role("button", name="Sign in", exact=True).click()


@state(keys=None)
async def sign_in(page: Page) -> None:
    """Signing in"""
    await page.goto("/")
    await expect(page.get_by_role("button", name="Lena Moreau")).to_be_visible()


@state(keys=None)
async def sign_in_picked(page: Page) -> None:
    """A demo account is selected"""
    await page.goto("/sign-in")
    await page.get_by_role("button", name="Lena Moreau").click()
    await expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_focused()


@state(keys=None)
async def sign_in_busy(page: Page) -> None:
    """Signing in is in progress"""
    await hold(page, "POST", "/api/session")
    await _sign_in(page)
    await expect(page.get_by_role("button", name="Signing in…")).to_be_visible()


@state(keys=None)
async def sign_in_refused(page: Page) -> None:
    """The password was wrong"""
    await _sign_in(page)
    await expect(page.get_by_text("Incorrect email or password")).to_be_visible()


@state(keys=None)
async def sign_in_too_many(page: Page) -> None:
    """The password was wrong too often"""
    await refuse(page, "POST", "/api/session", RateLimited(retry_after=42, detail="Too many attempts."))
    await _sign_in(page)
    await expect(page.get_by_text("Too many attempts")).to_be_visible()


@state(keys=None)
async def sign_in_failed(page: Page) -> None:
    """Signing in failed on the server's side"""
    await refuse(page, "POST", "/api/session", InternalError())
    await _sign_in(page)
    await expect(page.get_by_text("Couldn’t sign you in")).to_be_visible()
