"""The details of a key."""

from playwright.async_api import Locator, Page, expect

from sami.errors.types import InternalError, NameTaken, SessionRequired
from tests.e2e import driving
from tests.e2e.responses import hold, refuse
from tests.e2e.states.registry import state
from tests.e2e.states.rows import FEW, LONGEST, MANY, RETIRED, Row, days, hours

BUSY, UNUSED = FEW[0].name, FEW[3].name
EXPIRED = next(row for row in MANY if row.attempts)
USAGE, HISTORY, ONE = "/api/keys/*/usage", "/api/audit?*", "/api/keys/*"


async def open_details(page: Page, name: str) -> Locator:
    await driving.open_panel(page)
    return await driving.open_details(page, name)


async def start_renaming(page: Page) -> Locator:
    dialog = await open_details(page, BUSY)
    await dialog.get_by_role("button", name="Rename key").click()
    await dialog.get_by_role("textbox", name="New name").fill(UNUSED)
    return dialog


@state(keys=FEW)
async def details(page: Page) -> None:
    """A key in use: facts, 30 days of usage, a smaller permission, history"""
    dialog = await open_details(page, BUSY)
    await expect(dialog.get_by_role("img")).to_be_visible()
    await expect(dialog.get_by_role("listitem")).to_have_count(1)


@state(keys=FEW)
async def details_day_by_day(page: Page) -> None:
    """30 days as a table"""
    dialog = await open_details(page, BUSY)
    await dialog.get_by_text("Day by day").click()
    await expect(dialog.get_by_role("table")).to_be_visible()


@state(keys=FEW)
async def details_never_used(page: Page) -> None:
    """A key that was never used"""
    dialog = await open_details(page, UNUSED)
    await expect(dialog.get_by_text("No calls.")).to_be_visible()


@state(keys=(EXPIRED,))
async def details_expired(page: Page) -> None:
    """An expired key that is still being tried"""
    dialog = await open_details(page, EXPIRED.name)
    await expect(dialog.get_by_text("9 refused calls since it expired")).to_be_visible()


@state(keys=RETIRED)
async def details_revoked(page: Page) -> None:
    """A revoked key that is still being tried"""
    await driving.open_panel(page)
    await page.locator("summary", has_text="Revoked keys").click()
    dialog = await driving.open_details(page, RETIRED[0].name)
    await expect(dialog.get_by_text("14 attempts since it was revoked")).to_be_visible()


@state(keys=LONGEST)
async def details_longest(page: Page) -> None:
    """The longest name and client"""
    await open_details(page, LONGEST[0].name)


@state(keys=FEW)
async def details_renaming(page: Page) -> None:
    """Renaming: the name is taken"""
    await refuse(page, "PATCH", ONE, NameTaken(f"You already have a key named '{UNUSED}'."))
    dialog = await start_renaming(page)
    await page.unroute(f"**{ONE}")
    await dialog.get_by_role("button", name="Rename key").click()
    await expect(dialog.get_by_text("You already have a key named")).to_be_visible()


@state(keys=FEW)
async def details_rename_failed(page: Page) -> None:
    """Renaming failed"""
    await refuse(page, "PATCH", ONE, InternalError())
    dialog = await start_renaming(page)
    await dialog.get_by_role("button", name="Rename key").click()
    await expect(dialog.get_by_text("Request ID")).to_be_visible()


@state(keys=FEW)
async def details_session_over(page: Page) -> None:
    """The session ended while renaming"""
    await refuse(page, "PATCH", ONE, SessionRequired())
    dialog = await start_renaming(page)
    await dialog.get_by_role("button", name="Rename key").click()
    await expect(dialog.get_by_text("Your session ended")).to_be_visible()


@state(keys=FEW)
async def details_loading(page: Page) -> None:
    """Usage and history are loading"""
    await hold(page, "GET", USAGE)
    await hold(page, "GET", HISTORY)
    await open_details(page, BUSY)


@state(keys=FEW)
async def details_parts_failed(page: Page) -> None:
    """Usage and history could not be loaded"""
    await refuse(page, "GET", USAGE, InternalError())
    await refuse(page, "GET", HISTORY, InternalError())
    dialog = await open_details(page, BUSY)
    await expect(dialog.get_by_text("Couldn’t load usage.")).to_be_visible()
    await expect(dialog.get_by_text("Couldn’t load history.")).to_be_visible()


@state(keys=FEW)
async def details_offline(page: Page) -> None:
    """Offline: all buttons are disabled"""
    dialog = await open_details(page, BUSY)
    await expect(dialog.get_by_role("img")).to_be_visible()
    await page.context.set_offline(True)
    await expect(dialog.get_by_role("button", name="Revoke key")).to_be_disabled()


_CROWD = tuple(Row(f"Tool {number}", created=days(number), used=hours(number), calls=(number,)) for number in range(60))


@state(keys=_CROWD)
async def list_paged(page: Page) -> None:
    """More keys than are shown at once"""
    await driving.open_panel(page)
    await page.get_by_role("button", name="Show 10 more").scroll_into_view_if_needed()


@state(keys=(*MANY, *RETIRED))
async def list_no_active_match(page: Page) -> None:
    """A search that only a revoked key matches"""
    await driving.open_panel(page, "?q=Typo")
    await expect(page.get_by_text("Matching revoked keys below: 1")).to_be_visible()


@state(keys=FEW)
async def revoke_usage_failed(page: Page) -> None:
    """Revoking while usage can't be loaded"""
    await refuse(page, "GET", USAGE, InternalError())
    await driving.open_panel(page)
    question = await driving.open_revoke(page, BUSY)
    await expect(question.get_by_text("Couldn’t load usage")).to_be_visible()
