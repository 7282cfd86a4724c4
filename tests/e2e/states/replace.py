"""Replacing a key: the confirmation, the new key, and both keys until the old one stops."""

from playwright.async_api import Locator, Page, expect

from sami.errors.types import AlreadyReplaced, InternalError, SessionRequired
from tests.e2e import driving
from tests.e2e.responses import cut_off, hold, refuse
from tests.e2e.states.registry import state
from tests.e2e.states.rows import FEW, OLD, REPLACED

BUSY, EXPIRING = FEW[0].name, FEW[1].name
REPLACE = "/api/keys/*/replace"


async def _open(page: Page, name: str = BUSY) -> Locator:
    await driving.open_panel(page)
    details = await driving.open_details(page, name)
    await details.get_by_role("button", name="Replace key").click()
    question = page.get_by_role("dialog", name=f"Replace “{name}”?")
    await expect(question).to_be_visible()
    return question


async def _confirm(page: Page) -> Locator:
    question = await _open(page)
    await question.get_by_role("button", name="Replace key").click()
    return page.get_by_role("dialog")


@state(keys=FEW)
async def replace(page: Page) -> None:
    """Replacing a key in use"""
    await _open(page)


@state(keys=FEW)
async def replace_at_once(page: Page) -> None:
    """Replacing with the old key stopping at once: a warning"""
    question = await _open(page)
    await question.get_by_text("Stop now", exact=True).click()
    await expect(question.get_by_text("The old key stops immediately")).to_be_visible()


@state(keys=FEW)
async def replace_expiring(page: Page) -> None:
    """Replacing a key that expires soon"""
    question = await _open(page, EXPIRING)
    await expect(question.get_by_text("The new key also expires in")).to_be_visible()


@state(keys=FEW)
async def replace_busy(page: Page) -> None:
    """The key is being replaced"""
    await hold(page, "POST", REPLACE)
    question = await _confirm(page)
    await expect(question.get_by_role("button", name="Replacing key…")).to_be_visible()


@state(keys=FEW)
async def replace_failed(page: Page) -> None:
    """Replacing failed"""
    await refuse(page, "POST", REPLACE, InternalError())
    question = await _confirm(page)
    await expect(question.get_by_text("Request ID")).to_be_visible()


@state(keys=FEW)
async def replace_impossible(page: Page) -> None:
    """The key has already been replaced"""
    await refuse(page, "POST", REPLACE, AlreadyReplaced())
    question = await _confirm(page)
    await expect(question.get_by_text("This key has already been replaced")).to_be_visible()


@state(keys=FEW)
async def replace_session_over(page: Page) -> None:
    """The session ended before the key was replaced"""
    await refuse(page, "POST", REPLACE, SessionRequired())
    question = await _confirm(page)
    await expect(question.get_by_text("Your session ended")).to_be_visible()


@state(keys=FEW)
async def replace_response_lost(page: Page) -> None:
    """The response with the new key was lost"""
    await cut_off(page, "POST", REPLACE, done=True)
    question = await _confirm(page)
    await expect(question.get_by_text("No response from SAMI OS")).to_be_visible()
    await question.get_by_role("button", name="Replace key").click()
    await expect(page.get_by_text("The key was replaced, but the response was lost")).to_be_visible()


@state(keys=FEW)
async def replaced(page: Page) -> None:
    """The new key; the old one keeps working for a day"""
    dialog = await _confirm(page)
    await expect(dialog.get_by_text("Waiting for the first call")).to_be_visible()


@state(keys=REPLACED)
async def list_replaced(page: Page) -> None:
    """The old key and the new one, side by side"""
    await driving.open_panel(page)
    await expect(page.get_by_text("Replaced by")).to_be_visible()


@state(keys=REPLACED)
async def details_replaced(page: Page) -> None:
    """Calls of the new key against calls of the old one"""
    await driving.open_panel(page)
    await page.get_by_role("button", name=OLD.name, exact=True).last.click()
    await expect(page.get_by_role("dialog").get_by_role("img", name="New key")).to_be_visible()
