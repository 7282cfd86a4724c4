"""What many states begin with: the panel opened, and a dialog over it."""

from playwright.async_api import Locator, Page, expect

from tests.e2e import driving

NEW_NAME = "Zapier production 2"


async def open_form(page: Page, name: str = NEW_NAME) -> Locator:
    """The dialog in which a key is made, with a name in it."""
    await driving.open_panel(page)
    return await driving.open_form(page, name)


async def send_form(page: Page, name: str = NEW_NAME) -> Locator:
    form = await open_form(page, name)
    await driving.submit(page)
    return form


async def reveal_key(page: Page, name: str = NEW_NAME) -> Locator:
    """The dialog that shows a new key."""
    dialog = await send_form(page, name)
    await expect(dialog.get_by_text("Waiting for the first call")).to_be_visible()
    return dialog


async def open_question(page: Page, name: str) -> Locator:
    """The dialog that asks whether to revoke that key."""
    await driving.open_panel(page)
    return await driving.open_revoke(page, name)


async def say_yes(page: Page, name: str) -> Locator:
    question = await open_question(page, name)
    await question.get_by_role("button", name="Revoke key").click()
    return question


async def look_again(page: Page) -> None:
    """The list is asked for anew, as when somebody comes back from another tab after a minute."""
    await page.clock.fast_forward(60_000)
    await page.evaluate("window.dispatchEvent(new Event('visibilitychange'))")
