"""The details of a key: its usage and history, opened from its name or by their address."""

import re
import time
from datetime import UTC, datetime, timedelta

import httpx
from playwright.async_api import Page, expect
from sqlalchemy import insert, update

from sami.db.database import Database
from sami.tables import ApiKey, KeyUsage, KeyUsageDay
from tests.e2e.driving import KEYS_PATH, dialog, heading, open_details, open_panel, open_revoke, row
from tests.factories.world import HeldKey, Person, World
from tests.fixtures.service import LiveService


async def test_details_show_the_usage_and_that_a_smaller_permission_is_enough(
    page: Page, database: Database, world: World, maya: Person
) -> None:
    key = await world.key(maya, "write", name="Zapier")
    await _use(database, key, {0: (60, 3), 2: (352, 0), 31: (999, 0)})
    async with database.transaction() as session:
        await session.execute(
            update(ApiKey).where(ApiKey.id == key.id).values(created_at=datetime.now(UTC) - timedelta(days=8))
        )
    await open_panel(page)

    text = re.compile(r"^412 calls in 30 days, 3 refused; busiest \d+ \w+ with 352$")
    await expect(row(page, "Zapier").get_by_role("img")).to_have_accessible_name(text)
    details = await open_details(page, "Zapier")
    await expect(details.get_by_role("img")).to_have_accessible_name(text)
    await expect(details.get_by_role("figure")).to_contain_text("412 calls, 3 refused")
    await details.get_by_text("Day by day").click()
    days = details.get_by_role("table").get_by_role("row")
    await expect(days).to_have_count(3)
    await expect(days.nth(1)).to_contain_text("603")
    await expect(details).to_contain_text(
        "This Read & write key has only ever viewed records. A Read only key is enough."
    )

    await details.get_by_role("button", name="Create a Read only key").click()
    form = page.get_by_role("dialog", name="Create key")
    await expect(form.get_by_role("textbox", name="Name")).to_have_value("Zapier (Read only)")
    await expect(form.get_by_role("radio", name=re.compile("^Read only"))).to_be_checked()


async def test_a_key_can_be_renamed_by_keyboard_and_its_history_shows_it(
    page: Page, world: World, maya: Person
) -> None:
    await world.key(maya, name="Zapier")
    await world.key(maya, name="Taken")
    await open_panel(page)

    await page.get_by_role("button", name="Zapier", exact=True).focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog", name="Zapier")).to_be_visible()
    await _tab_to(page, "Rename key")
    await page.keyboard.press("Enter")
    field = dialog(page).get_by_role("textbox", name="New name")
    await expect(field).to_be_focused()

    await page.keyboard.type("Taken")
    await page.keyboard.press("Enter")
    await expect(field).to_have_accessible_description(re.compile("You already have a key named 'Taken'"))
    await expect(field).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(field).to_be_hidden()
    rename = dialog(page).get_by_role("button", name="Rename key")
    await expect(rename).to_be_focused()

    await page.keyboard.press("Enter")
    await page.keyboard.type("Make.com")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog", name="Make.com")).to_be_visible()
    await expect(rename).to_be_focused()
    await expect(dialog(page).get_by_role("listitem").first).to_contain_text("You renamed “Zapier” to “Make.com”")
    await expect(dialog(page).get_by_role("listitem").first).to_contain_text("from Chrome on Linux, 127.0.0.1")

    await page.keyboard.press("Escape")
    await expect(dialog(page)).to_be_hidden()
    await expect(page.get_by_role("button", name="Make.com", exact=True)).to_be_focused()


async def test_the_address_opens_the_details_and_back_closes_them(page: Page, world: World, maya: Person) -> None:
    key = await world.key(maya, name="Zapier")
    await open_panel(page, "?sort=name")
    await open_details(page, "Zapier")
    address = f"{KEYS_PATH}?sort=name&key={key.id}"
    await expect(page).to_have_url(re.compile(re.escape(address) + "$"))
    await page.go_back()
    await expect(dialog(page)).to_be_hidden()
    await expect(page).to_have_url(re.compile(r"\?sort=name$"))

    await page.goto(address)
    await expect(page.get_by_role("dialog", name="Zapier")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(dialog(page)).to_be_hidden()
    await expect(page).to_have_url(re.compile(r"\?sort=name$"))
    await expect(page.get_by_role("button", name="Zapier", exact=True)).to_be_focused()


async def test_a_link_to_another_persons_key_opens_nothing(page: Page, world: World, maya: Person) -> None:
    strangers_key = await world.key(await world.person(maya.workspace_id), name="Theirs")
    await open_panel(page, f"?key={strangers_key.id}")
    await expect(page.get_by_text("The link points to a key that isn’t yours.")).to_be_visible()
    await expect(page).to_have_url(re.compile(f"{KEYS_PATH}$"))
    await expect(dialog(page)).to_have_count(0)


async def test_revoking_shows_the_last_week_and_the_revoked_list_shows_attempts(
    page: Page, service: LiveService, database: Database, world: World, maya: Person
) -> None:
    key = await world.key(maya, name="Zapier")
    await _use(database, key, {0: (2, 1), 6: (3, 0), 7: (50, 0)})
    await open_panel(page)
    await page.get_by_role("button", name="Zapier", exact=True).click()
    await dialog(page).get_by_role("button", name="Revoke key").click()
    question = page.get_by_role("alertdialog", name="Revoke “Zapier”?")
    await expect(question).to_contain_text("5 calls, 1 refused")
    await question.get_by_role("button", name="Keep key").click()
    await expect(page.get_by_role("button", name="Zapier", exact=True)).to_be_focused()

    question = await open_revoke(page, "Zapier")
    await question.get_by_role("button", name="Revoke key").click()
    await expect(question).to_be_hidden()
    async with httpx.AsyncClient(base_url=service.url, headers=key.headers) as script:
        for _ in range(2):
            refused = await script.get("/v1/me", headers={"User-Agent": "Zapier"})
            assert refused.json()["code"] == "key_revoked"

    # Attempts are counted in memory, and written every few seconds.
    attempts = page.get_by_text(re.compile("^2 attempts since it was revoked, last .* from 127.0.0.1"))
    deadline = time.monotonic() + 30
    while await attempts.count() == 0 and time.monotonic() < deadline:
        await open_panel(page)
        await page.locator("summary", has_text="Revoked keys").click()
        await expect(page.get_by_role("table", name="Revoked API keys")).to_be_visible()
    await expect(attempts).to_contain_text("(Zapier)")


async def test_rows_do_not_move_when_their_charts_load(
    page: Page, database: Database, world: World, maya: Person
) -> None:
    for name in ("One", "Two"):
        await _use(database, await world.key(maya, name=name), {0: (5, 0)})
    await page.route("**/api/keys/usage", lambda route: route.abort())
    await open_panel(page)
    before = await row(page, "One").bounding_box()
    await expect(page.get_by_role("img")).to_have_count(0)
    await page.unroute("**/api/keys/usage")
    await page.reload()
    await expect(row(page, "One").get_by_role("img")).to_be_visible()
    assert await row(page, "One").bounding_box() == before


async def test_five_hundred_keys_can_be_searched_and_sorted_and_are_shown_fifty_at_a_time(
    page: Page, database: Database, world: World, maya: Person
) -> None:
    await _create_keys(database, await world.key(maya, name="Tool 000"), 499)
    await open_panel(page)
    names = page.get_by_role("table", name="Active API keys").get_by_role("rowheader")
    await expect(heading(page)).to_contain_text("500")
    await expect(names).to_have_count(50)
    await page.get_by_role("button", name="Show 50 more").click()
    await expect(names).to_have_count(100)
    await expect(names.nth(50).get_by_role("button")).to_be_focused()

    search = page.get_by_role("searchbox")
    await search.fill("tool 499")
    await expect(names).to_have_count(1)
    await search.fill("")
    await page.get_by_role("columnheader", name="Name").get_by_role("button").click()
    await expect(names.first).to_contain_text("Tool 000")
    await page.get_by_role("columnheader", name="Name").get_by_role("button").click()
    await expect(names.first).to_contain_text("Tool 499")


async def _use(database: Database, key: HeldKey, by_days_ago: dict[int, tuple[int, int]]) -> None:
    of = {"workspace_id": key.owner.workspace_id, "key_id": key.id}
    now = datetime.now(UTC)
    async with database.transaction() as session:
        await session.execute(
            insert(KeyUsage).values(**of, last_used_at=now, calls=sum(n for n, _ in by_days_ago.values()))
        )
        for ago, (calls, refusals) in by_days_ago.items():
            day = now.date() - timedelta(days=ago)
            await session.execute(insert(KeyUsageDay).values(**of, day=day, calls=calls, refusals=refusals))


async def _create_keys(database: Database, like: HeldKey, count: int) -> None:
    """Creates `count` more keys of the same person, named by their number."""
    async with database.transaction() as session:
        for number in range(1, count + 1):
            name = f"Tool {number:03}"
            await session.execute(
                insert(ApiKey).values(
                    workspace_id=like.owner.workspace_id,
                    user_id=like.owner.id,
                    name=name,
                    folded_name=name.lower(),
                    prefix=f"sami_{like.id.hex[-7:]}{number:03}",
                    permission="read",
                    pepper_id="none",
                    digest=bytes(32),
                )
            )


async def _tab_to(page: Page, name: str) -> None:
    for _ in range(20):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement.textContent") == name:
            return
    raise AssertionError(f"Tab does not reach {name!r}")
