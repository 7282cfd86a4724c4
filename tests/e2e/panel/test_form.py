"""The form: it shows when the key will expire as the server computes it, and what each permission allows."""

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
async def test_the_form_shows_the_expiry_that_the_server_computes(page: Page) -> None:
    # A laptop's clock is often wrong, but the server's clock decides.
    await page.clock.install(time=datetime.now(UTC) - timedelta(hours=5))
    await open_panel(page)
    for lifetime in LIFETIMES:
        form = await open_form(page, f"For {lifetime}")
        await choose(form, lifetime)
        notice = form.get_by_role("status").filter(has_text="Expires")
        moment = datetime.fromisoformat(await notice.locator("time").get_attribute("datetime") or "")
        local = moment.astimezone(ZoneInfo("Asia/Kathmandu"))
        # "Sept" is the abbreviation in British English.
        months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"]
        at = f"{local.day} {months[local.month - 1]} {local.year}, {local:%H:%M}"
        await expect(notice).to_have_text(f"Expires {at} GMT+5:45")
        async with page.expect_response(lambda response: response.request.method == "POST") as created:
            await submit(page)
        await shown_key(page)
        expires_at = datetime.fromisoformat((await (await created.value).json())["expires_at"])
        assert abs(expires_at - moment) < TICK
        await copy_key(page)
        await dialog(page).get_by_role("button", name="Done").click()
        await expect(dialog(page)).to_be_hidden()


async def test_the_form_says_that_a_key_without_expiry_works_until_it_is_revoked(page: Page) -> None:
    await open_panel(page)
    form = await open_form(page, "Zapier")
    await choose(form, "Never")
    await expect(form.get_by_text("Works until someone revokes it")).to_be_visible()
    async with page.expect_response(lambda response: response.request.method == "POST") as created:
        await submit(page)
    assert (await (await created.value).json())["expires_at"] is None


@pytest.mark.parametrize("now", ["2026-08-31T12:00:00Z", "2028-02-29T23:59:00Z", "2027-10-31T00:30:00Z"])
async def test_the_form_counts_months_as_the_database_does(page: Page, database: Database, now: str) -> None:
    moment = datetime.fromisoformat(now)

    async def respond_at_that_time(route: Route) -> None:
        response = await route.fetch()
        await route.fulfill(
            response=response, headers=response.headers | {"date": format_datetime(moment, usegmt=True)}
        )

    await page.route("**/api/**", respond_at_that_time)
    await open_panel(page)
    form = await open_form(page)
    for lifetime in LIFETIMES:
        await choose(form, lifetime)
        element = form.get_by_role("status").filter(has_text="Expires").locator("time")
        shown = datetime.fromisoformat(await element.get_attribute("datetime") or "")
        computed = await _add(database, moment, lifetime)
        assert timedelta(0) <= shown - computed < timedelta(minutes=2), lifetime


async def test_permissions_are_native_radios_with_read_only_preselected_and_a_warning_for_admin(page: Page) -> None:
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
    # The help page's words, and what the permission doesn't allow.
    await expect(read).to_have_accessible_description(re.compile(r"^View records\..*never change anything"))
    await expect(write).to_have_accessible_description(
        re.compile(r"^View and change records\..*Cannot permanently delete")
    )
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


async def test_the_created_key_has_the_chosen_permission_and_lifetime(page: Page) -> None:
    await open_panel(page)
    form = await open_form(page, "Zapier")
    await choose(form, "Read & write")
    await choose(form, "30 days")
    async with page.expect_response(lambda response: response.request.method == "POST") as created:
        await submit(page)
    key = await (await created.value).json()
    assert key["permission"] == "write"
    lifetime = datetime.fromisoformat(key["expires_at"]) - datetime.fromisoformat(key["created_at"])
    assert lifetime == timedelta(days=30)


async def _add(database: Database, moment: datetime, lifetime: str) -> datetime:
    """Lets the database add the lifetime, as the service does."""
    async with database.transaction() as session:
        statement = text("SELECT CAST(:moment AS timestamptz) + CAST(CAST(:lifetime AS text) AS interval)")
        computed: datetime = (await session.execute(statement, {"moment": moment, "lifetime": lifetime})).scalar_one()
        return computed
