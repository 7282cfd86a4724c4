"""Pasting a key to find out which one it is."""

from playwright.async_api import Locator, Page, expect

from sami.auth import key_format
from tests.e2e import driving
from tests.e2e.states.registry import state
from tests.e2e.states.rows import ADMIN, EVERYBODY, FEW, RETIRED


async def _open(page: Page) -> Locator:
    await driving.open_panel(page)
    await page.get_by_role("button", name="Find a key").click()
    dialog = page.get_by_role("dialog", name="Find a key")
    await expect(dialog.get_by_role("textbox", name="Key")).to_be_focused()
    return dialog


async def _find(page: Page, text: str) -> Locator:
    dialog = await _open(page)
    await dialog.get_by_role("textbox", name="Key").fill(text)
    await dialog.get_by_role("button", name="Find key").click()
    return dialog


async def _find_by_prefix(page: Page, name: str) -> None:
    code = page.get_by_role("row").filter(has_text=name).locator("code").first
    prefix = (await code.text_content() or "").removesuffix("…")
    await _find(page, prefix)
    await expect(page.get_by_text("the key you pasted")).to_be_visible()


@state(keys=FEW)
async def find(page: Page) -> None:
    """Asking which key this is"""
    await _open(page)


@state(keys=FEW)
async def find_no_key(page: Page) -> None:
    """The pasted text is not a key"""
    dialog = await _find(page, "ghp_something else")
    await expect(dialog.get_by_text("That’s not an API key")).to_be_visible()


@state(keys=FEW)
async def find_mistyped(page: Page) -> None:
    """The pasted key is incomplete or mistyped"""
    dialog = await _find(page, key_format.generate().text[:-1])
    await expect(dialog.get_by_text("The key is incomplete or mistyped")).to_be_visible()


@state(keys=EVERYBODY, who=ADMIN)
async def find_unknown(page: Page) -> None:
    """The key is somebody else's, which an admin can look up"""
    dialog = await _find(page, key_format.generate().text)
    await expect(dialog.get_by_text("not one of yours")).to_be_visible()


@state(keys=FEW)
async def find_found(page: Page) -> None:
    """The key is in the list"""
    await driving.open_panel(page)
    await _find_by_prefix(page, FEW[1].name)


@state(keys=(*FEW, *RETIRED))
async def find_revoked(page: Page) -> None:
    """The key is revoked"""
    await driving.open_panel(page)
    await page.locator("summary", has_text="Revoked keys").click()
    await _find_by_prefix(page, RETIRED[1].name)
