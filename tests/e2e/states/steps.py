"""First steps of many states: open the panel, and a dialog in it."""

from playwright.async_api import Locator, Page, expect

from tests.e2e import driving

NEW_NAME = "Zapier production 2"


async def open_form(page: Page, name: str = NEW_NAME) -> Locator:
    """Opens the form that creates a key, and fills in the name."""
    await driving.open_panel(page)
    return await driving.open_form(page, name)


async def submit_form(page: Page, name: str = NEW_NAME) -> Locator:
    """Opens the form, fills in the name, and submits it."""
    form = await open_form(page, name)
    await driving.submit(page)
    return form


async def reveal_key(page: Page, name: str = NEW_NAME) -> Locator:
    """Creates a key, and waits for the dialog that shows it."""
    dialog = await submit_form(page, name)
    await expect(dialog.get_by_text("Waiting for the first call")).to_be_visible()
    return dialog


async def open_question(page: Page, name: str) -> Locator:
    """Opens the dialog that asks whether to revoke the key."""
    await driving.open_panel(page)
    return await driving.open_revoke(page, name)


async def confirm_revoking(page: Page, name: str) -> Locator:
    """Opens the dialog that asks whether to revoke the key, and confirms it."""
    question = await open_question(page, name)
    await question.get_by_role("button", name="Revoke key").click()
    return question


async def refetch_list(page: Page) -> None:
    """Makes the panel fetch the list again, as when somebody comes back from another tab after a minute."""
    await page.clock.fast_forward(60_000)
    await page.evaluate("window.dispatchEvent(new Event('visibilitychange'))")
