"""Points 6 and 7: what one chooses in the form is told as what it will mean."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Page, Route, expect
from sqlalchemy import text

from sami.db.database import Database
from tests.e2e.driving import choose, copy_key, dialog, in_a_browser, open_form, open_panel, shown_key, submit

LIFETIMES = ("30 days", "90 days", "6 months", "1 year")
#: The page's clock ticks twice a minute.
TICK = timedelta(seconds=35)


@in_a_browser(timezone_id="Asia/Kathmandu")
async def test_the_moment_of_expiry_is_told_as_the_server_then_computes_it(page: Page) -> None:
    # Laptops are often wrong; the server's clock decides.
    await page.clock.install(time=datetime.now(UTC) - timedelta(hours=5))
    await open_panel(page)
    for lifetime in LIFETIMES:
        form = await open_form(page, f"For {lifetime}")
        await choose(form, lifetime)
        told = form.get_by_role("status").filter(has_text="Expires")
        moment = datetime.fromisoformat(await told.locator("time").get_attribute("datetime") or "")
        local = moment.astimezone(ZoneInfo("Asia/Kathmandu"))
        # "Sept" is how British English has it.
        months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"]
        at = f"{local.day} {months[local.month - 1]} {local.year}, {local:%H:%M}"
        await expect(told).to_have_text(f"Expires {at} GMT+5:45")
        async with page.expect_response(lambda answer: answer.request.method == "POST") as created:
            await submit(page)
        await shown_key(page)
        expires_at = datetime.fromisoformat((await (await created.value).json())["expires_at"])
        assert abs(expires_at - moment) < TICK
        await copy_key(page)
        await dialog(page).get_by_role("button", name="Done").click()
        await expect(dialog(page)).to_be_hidden()


async def test_a_key_that_never_expires_is_told_to_live_until_revoked(page: Page) -> None:
    await open_panel(page)
    form = await open_form(page, "Zapier")
    await choose(form, "Never")
    await expect(form.get_by_text("Works until someone revokes it")).to_be_visible()
    async with page.expect_response(lambda answer: answer.request.method == "POST") as created:
        await submit(page)
    assert (await (await created.value).json())["expires_at"] is None


@pytest.mark.parametrize("now", ["2026-08-31T12:00:00Z", "2028-02-29T23:59:00Z", "2027-10-31T00:30:00Z"])
async def test_months_are_told_as_the_database_counts_them(page: Page, database: Database, now: str) -> None:
    moment = datetime.fromisoformat(now)

    async def answer_then(route: Route) -> None:
        answer = await route.fetch()
        await route.fulfill(response=answer, headers=answer.headers | {"date": format_datetime(moment, usegmt=True)})

    await page.route("**/api/**", answer_then)
    await open_panel(page)
    form = await open_form(page)
    for lifetime in LIFETIMES:
        await choose(form, lifetime)
        shown = form.get_by_role("status").filter(has_text="Expires").locator("time")
        told = datetime.fromisoformat(await shown.get_attribute("datetime") or "")
        computed = await _after(database, moment, lifetime)
        assert timedelta(0) <= told - computed < timedelta(minutes=2), lifetime


async def test_permissions_are_native_radios_with_read_only_chosen_and_admin_warning(page: Page) -> None:
    await open_panel(page)
    form = await open_form(page)
    group = form.get_by_role("group", name="Permissions")
    radios = group.get_by_role("radio")
    await expect(radios).to_have_count(3)
    assert await radios.evaluate_all("all => all.map((each) => each.tagName + each.type)") == ["INPUTradio"] * 3
    read, write, admin = (
        group.get_by_role("radio", name=name, exact=True) for name in ("Read only", "Read & write", "Admin")
    )
    await expect(read).to_be_checked()
    # The help page's words, and what it can't do.
    await expect(read).to_have_accessible_description(re.compile(r"^View records\..*never change anything"))
    await expect(write).to_have_accessible_description(re.compile(r"^View and change records\..*Cannot delete"))
    await expect(admin).to_have_accessible_description(
        re.compile(r"^All records your account can access\..*cannot manage API keys")
    )

    warning = group.get_by_text("Can permanently delete records as you")
    await expect(warning).to_be_hidden()
    await read.focus()
    await page.keyboard.press("ArrowDown")
    await expect(write).to_be_checked()
    await expect(warning).to_be_hidden()
    await page.keyboard.press("ArrowDown")
    await expect(admin).to_be_checked()
    await expect(warning).to_be_visible()
    await expect(admin).to_have_accessible_description(re.compile("Can permanently delete records as you"))


async def test_what_is_chosen_is_what_is_made(page: Page) -> None:
    await open_panel(page)
    form = await open_form(page, "Zapier")
    await choose(form, "Read & write")
    await choose(form, "30 days")
    async with page.expect_response(lambda answer: answer.request.method == "POST") as created:
        await submit(page)
    key = await (await created.value).json()
    assert key["permission"] == "write"
    lifetime = datetime.fromisoformat(key["expires_at"]) - datetime.fromisoformat(key["created_at"])
    assert lifetime == timedelta(days=30)


async def _after(database: Database, moment: datetime, lifetime: str) -> datetime:
    """As the service asks the database to reckon it."""
    async with database.transaction() as session:
        statement = text("SELECT CAST(:moment AS timestamptz) + CAST(CAST(:lifetime AS text) AS interval)")
        computed: datetime = (await session.execute(statement, {"moment": moment, "lifetime": lifetime})).scalar_one()
        return computed
