"""The dialog that shows a new key, once."""

from playwright.async_api import Page, expect

from sami.errors.types import SessionRequired
from sami.openapi.introduction import ADDRESS
from tests.e2e import driving
from tests.e2e.driving import copy_key, shown_key
from tests.e2e.responses import refuse
from tests.e2e.states.registry import state
from tests.e2e.states.rows import FEW
from tests.e2e.states.steps import reveal_key

#: What a browser does without permission, without focus, or without https.
CLIPBOARD_REFUSES = "navigator.clipboard.writeText = () => Promise.reject(new DOMException('No', 'NotAllowedError'))"


@state(keys=FEW)
async def reveal(page: Page) -> None:
    """The new key, not yet copied; waiting for its first call"""
    await reveal_key(page)


@state(keys=FEW[2:], only_drawn=True)
async def reveal_for_n8n(page: Page) -> None:
    """The new key for n8n, without its secret, as in the guide"""
    dialog = await reveal_key(page, "n8n")
    # So that nobody tries it, and no scanner finds it.
    await driving.key_field(page).evaluate("field => { field.value = field.value.slice(0, 16) + '•'.repeat(38) }")
    await dialog.locator("pre", has_text="curl").evaluate(
        "(command, address) => { command.textContent = command.textContent.replace(location.origin, address) }", ADDRESS
    )


@state(keys=FEW)
async def reveal_longest(page: Page) -> None:
    """The new key, with the longest name"""
    await reveal_key(page, "W" * 80)


@state(keys=FEW)
async def reveal_copied(page: Page) -> None:
    """The key is copied"""
    await reveal_key(page)
    await copy_key(page)


@state(keys=FEW)
async def reveal_refused(page: Page) -> None:
    """The browser refused to copy: the key is selected"""
    await page.add_init_script(CLIPBOARD_REFUSES)
    dialog = await reveal_key(page)
    await dialog.get_by_role("button", name="Copy key").click()
    await expect(dialog.get_by_text("The key is selected")).to_be_visible()


@state(keys=FEW)
async def reveal_command_refused(page: Page) -> None:
    """The browser refused to copy the command"""
    await page.add_init_script(CLIPBOARD_REFUSES)
    dialog = await reveal_key(page)
    await dialog.get_by_role("button", name="Copy command").click()
    await expect(dialog.get_by_role("alert")).to_be_visible()


@state(keys=FEW)
async def reveal_working(page: Page) -> None:
    """The first call has arrived"""
    dialog = await reveal_key(page)
    await copy_key(page)
    key = await shown_key(page)
    headers = {"Authorization": f"Bearer {key}", "User-Agent": "Zapier/1.0"}
    assert (await page.request.get("/v1/me", headers=headers)).ok
    await expect(dialog.get_by_text("Working: first call just now")).to_be_visible()


@state(keys=FEW)
async def reveal_nobody_called(page: Page) -> None:
    """No calls in five minutes"""
    await page.clock.install()
    dialog = await reveal_key(page)
    await page.clock.fast_forward("05:00")
    await expect(dialog.get_by_text("No calls in five minutes")).to_be_visible()


@state(keys=FEW)
async def reveal_session_over(page: Page) -> None:
    """The session ended while waiting for the first call"""
    dialog = await reveal_key(page)
    await refuse(page, "GET", "/api/keys/*", SessionRequired())
    await expect(dialog.get_by_text("Your session ended")).to_be_visible()


@state(keys=FEW)
async def reveal_loss_question(page: Page) -> None:
    """Closing before the key was copied"""
    await reveal_key(page)
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("alertdialog", name="You won’t see this key again")).to_be_visible()
