"""The dialog that creates a key, until the key is created."""

from playwright.async_api import Page, expect

from sami.errors.types import InternalError, RateLimited, SessionRequired
from tests.e2e.driving import KEYS_PATH, submit
from tests.e2e.responses import cut_off, hold, refuse
from tests.e2e.states.registry import state
from tests.e2e.states.rows import FEW
from tests.e2e.states.steps import open_form, submit_form

KEYS = "/api/keys"


@state(keys=FEW)
async def create_form(page: Page) -> None:
    """Creating a key: the smallest permission is preselected"""
    await open_form(page, "")


@state(keys=FEW[2:], only_drawn=True)
async def create_for_n8n(page: Page) -> None:
    """The guide's link for n8n has filled in the form"""
    await page.goto(f"{KEYS_PATH}?create=1&name=n8n&permission=read")
    await expect(page.get_by_role("textbox", name="Name")).to_have_value("n8n")


@state(keys=FEW[3:], only_drawn=True)
async def create_for_make(page: Page) -> None:
    """The guide's link for Make has filled in the form"""
    await page.goto(f"{KEYS_PATH}?create=1&name=Make&permission=read")
    await expect(page.get_by_role("textbox", name="Name")).to_have_value("Make")


@state(keys=FEW)
async def create_from_link(page: Page) -> None:
    """A link has filled in the form"""
    # Doesn't wait for the list's heading, because the dialog may hide it first.
    await page.goto(f"{KEYS_PATH}?create=1&name=HubSpot&permission=write&expires_in=90d")
    await expect(page.get_by_role("dialog").get_by_role("textbox", name="Name")).to_have_value("HubSpot")


@state(keys=FEW)
async def create_admin(page: Page) -> None:
    """Admin with a warning, and no expiry"""
    dialog = await open_form(page)
    await dialog.get_by_role("radio", name="Admin").check()
    await dialog.get_by_text("Never", exact=True).click()
    await expect(dialog.get_by_text("Works until someone revokes it")).to_be_visible()


@state(keys=FEW)
async def create_nameless(page: Page) -> None:
    """No name was given"""
    dialog = await submit_form(page, "")
    await expect(dialog.get_by_text("Give the key a name")).to_be_visible()


@state(keys=FEW)
async def create_name_taken(page: Page) -> None:
    """The name is taken"""
    dialog = await submit_form(page, FEW[0].name)
    await expect(dialog.get_by_role("textbox", name="Name")).to_have_attribute("aria-invalid", "true")


@state(keys=FEW)
async def create_busy(page: Page) -> None:
    """The key is being created"""
    await hold(page, "POST", KEYS)
    dialog = await submit_form(page)
    await expect(dialog.get_by_role("button", name="Creating key…")).to_be_visible()


@state(keys=FEW)
async def create_offline(page: Page) -> None:
    """Offline in the form"""
    dialog = await open_form(page)
    await page.context.set_offline(True)
    await expect(dialog.get_by_role("button", name="You’re offline")).to_be_visible()


@state(keys=FEW)
async def create_refused(page: Page) -> None:
    """Creating the key failed: the request id, and that no key was created"""
    await refuse(page, "POST", KEYS, InternalError())
    dialog = await submit_form(page)
    await expect(dialog.get_by_text("Request ID")).to_be_visible()


@state(keys=FEW)
async def create_too_many(page: Page) -> None:
    """Too many requests: a countdown"""
    await refuse(page, "POST", KEYS, RateLimited(retry_after=42, detail="At most 600 calls in a minute."))
    dialog = await submit_form(page)
    await expect(dialog.get_by_role("button", name="Try again in")).to_be_visible()


@state(keys=FEW)
async def create_session_over(page: Page) -> None:
    """The session ended while the form was open"""
    await refuse(page, "POST", KEYS, SessionRequired())
    dialog = await submit_form(page)
    await expect(dialog.get_by_text("Your session ended")).to_be_visible()


@state(keys=FEW)
async def create_no_response(page: Page) -> None:
    """No response: the key may or may not be created"""
    await cut_off(page, "POST", KEYS)
    dialog = await submit_form(page)
    await expect(dialog.get_by_text("No response from SAMI OS")).to_be_visible()


@state(keys=FEW)
async def create_response_lost(page: Page) -> None:
    """The response with the key was lost"""
    await cut_off(page, "POST", KEYS, done=True)
    dialog = await submit_form(page)
    await expect(dialog.get_by_text("No response from SAMI OS")).to_be_visible()
    await submit(page)
    await expect(dialog.get_by_role("button", name="Revoke and create again")).to_be_visible()
