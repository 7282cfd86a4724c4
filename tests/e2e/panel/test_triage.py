"""Triage: the list says in words which keys need attention, and has search and sort for many keys."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.async_api import Page, expect
from sqlalchemy import update

from sami.db.database import Database
from sami.tables import ApiKey, KeyUsage
from tests.e2e.driving import heading, open_panel, row
from tests.factories.world import HeldKey, Person, World

DAY = timedelta(days=1)


async def _backdate(database: Database, key: HeldKey, *, created: timedelta, used: timedelta | None = None) -> None:
    """Lets the key have been created, and last used, that long ago."""
    now = datetime.now(UTC)
    async with database.transaction() as session:
        await session.execute(update(ApiKey).where(ApiKey.id == key.id).values(created_at=now - created))
        if used is not None:
            session.add(KeyUsage(workspace_id=key.owner.workspace_id, key_id=key.id, last_used_at=now - used))


async def test_findings_are_shown_in_words(page: Page, world: World, maya: Person, database: Database) -> None:
    async def key(name: str, created: timedelta, used: timedelta | None = None, **options: Any) -> None:
        await _backdate(database, await world.key(maya, name=name, **options), created=created, used=used)

    hour = timedelta(hours=1)
    await key("Forgotten", 7 * DAY + hour)
    await key("New", 7 * DAY - hour)
    await key("Idle", 90 * DAY, used=30 * DAY + hour)
    await key("Busy", 90 * DAY, used=30 * DAY - hour)
    await key("Ending", 2 * hour, expires_in=14 * DAY - hour)
    await key("Lasting", 2 * hour, expires_in=14 * DAY + hour)
    await key("Over", 2 * DAY, expires_in=-hour)
    await key("Eternal", 2 * hour)
    await open_panel(page)

    findings = {
        "Forgotten": ["Never used"],
        "Idle": ["Unused 30 days"],
        "Ending": ["Expires in 14 days"],
        "Over": ["Expired"],
    }
    finding_text = re.compile(r"^(Unused|Expires in|Expired)\b")
    for name in ("Forgotten", "New", "Idle", "Busy", "Ending", "Lasting", "Over", "Eternal"):
        for finding in findings.get(name, []):
            await expect(row(page, name).get_by_text(finding, exact=True)).to_be_visible()
        expected = [finding for finding in findings.get(name, []) if finding_text.match(finding)]
        assert await row(page, name).get_by_text(finding_text).all_inner_texts() == expected
    # Every unused key says "Never used"; where it is a finding, it looks different.
    styles = [
        await row(page, name).get_by_text("Never used", exact=True).evaluate("(one) => one.className")
        for name in ("Forgotten", "New", "Eternal")
    ]
    assert styles[0] != styles[1] == styles[2]
    # With eight keys there is no search and no sort.
    await expect(page.get_by_role("searchbox")).to_have_count(0)
    await expect(page.get_by_role("columnheader").get_by_role("button")).to_have_count(0)


async def test_search_and_sort_are_in_the_address_and_survive_a_reload(page: Page, world: World, maya: Person) -> None:
    keys = {name: await world.key(maya, name=name) for name in ("Zürich", *(f"Zapier {n}" for n in range(1, 9)))}
    await open_panel(page)
    search = page.get_by_role("searchbox")
    table = page.get_by_role("table", name="Active API keys")
    names = table.get_by_role("rowheader")
    await expect(names).to_have_count(9)

    by_name = table.get_by_role("columnheader", name="Name")
    await by_name.get_by_role("button").click()
    await expect(by_name).to_have_attribute("aria-sort", "ascending")
    await by_name.get_by_role("button").click()
    await expect(by_name).to_have_attribute("aria-sort", "descending")
    await search.fill("ZAPIER")
    await expect(names).to_have_count(8)
    assert parse_qs(urlsplit(page.url).query) == {"q": ["ZAPIER"], "sort": ["-name"]}

    await page.reload()
    await expect(heading(page)).to_be_visible()
    await expect(search).to_have_value("ZAPIER")
    await expect(names).to_have_count(8)
    await expect(by_name).to_have_attribute("aria-sort", "descending")
    shown = [text.split("sami_")[0].strip() for text in await names.all_inner_texts()]
    assert shown == [f"Zapier {n}" for n in range(8, 0, -1)]

    # The search ignores accents, and finds names as well as prefixes.
    await search.fill("zurich")
    await expect(names).to_have_count(1)
    await search.fill(f"{keys['Zapier 4'].text[:15]}…")
    await expect(names).to_have_count(1)
    await expect(names).to_contain_text("Zapier 4")
    await search.fill("nothing like it")
    await page.get_by_role("button", name="Clear search").click()
    await expect(names).to_have_count(9)
    assert parse_qs(urlsplit(page.url).query) == {"sort": ["-name"]}
