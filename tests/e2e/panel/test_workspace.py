"""The workspace's keys: admins can see and revoke them, but never use them; members see nothing of them."""

import re

import httpx
import pytest
from playwright.async_api import BrowserContext, Locator, Page, expect

from tests.e2e import driving
from tests.e2e.conftest import Seen
from tests.e2e.driving import KEYS_PATH, open_panel, question
from tests.e2e.hygiene import places
from tests.factories.world import PASSWORD, Person, World
from tests.fixtures.service import LiveService

WORKSPACE_PATH = f"{KEYS_PATH}/workspace"


@pytest.fixture
async def ada(world: World, maya: Person) -> Person:
    """The admin of Maya's workspace."""
    return await world.person(maya.workspace_id, role="admin", name="Ada Admin")


async def _open(page: Page, context: BrowserContext, ada: Person) -> None:
    await driving.sign_in(context, ada.email, PASSWORD)
    await page.goto(WORKSPACE_PATH)
    await expect(_table(page)).to_be_visible()


def _table(page: Page) -> Locator:
    return page.get_by_role("table", name="Workspace API keys")


def _row(page: Page, name: str) -> Locator:
    return _table(page).get_by_role("row").filter(has=page.get_by_role("rowheader", name=name))


async def test_an_admin_sees_everybodys_keys_but_not_another_workspaces(
    page: Page, context: BrowserContext, world: World, maya: Person, ada: Person
) -> None:
    lena = await world.person(maya.workspace_id, name="Lena Fischer", active=False)
    await world.key(maya, "write", name="Mayas Zap")
    await world.key(lena, "read", name="Lenas script")
    await world.key(ada, name="Adas own")
    await world.key(await world.person(await world.workspace("Elsewhere"), name="Olga"), name="Olgas")
    await _open(page, context, ada)

    await expect(page).to_have_title("Workspace keys · API keys · SAMI OS")
    await expect(_table(page).get_by_role("rowheader")).to_have_count(3)
    await expect(_row(page, "Mayas Zap")).to_contain_text("Maya Lindqvist")
    await expect(_row(page, "Mayas Zap")).to_contain_text("Read & write")
    await expect(_row(page, "Lenas script").get_by_text("Deactivated", exact=True)).to_be_visible()
    await expect(_row(page, "Adas own").get_by_text("you", exact=True)).to_be_visible()
    await expect(page.get_by_text("Admins can revoke them, but can’t use or copy them.")).to_be_visible()


async def test_revoking_takes_effect_at_once_and_shows_in_the_owners_activity(
    page: Page, context: BrowserContext, service: LiveService, world: World, maya: Person, ada: Person
) -> None:
    key = await world.key(maya, name="Zapier")
    await world.key(maya, name="Reports")
    await _open(page, context, ada)
    await _table(page).get_by_role("button", name="Revoke Zapier, owned by Maya Lindqvist").click()
    asked = question(page)
    await expect(asked).to_contain_text("It acts as Maya Lindqvist.")
    await expect(asked).to_contain_text("Maya Lindqvist’s integrations using it will start failing.")
    await expect(asked.get_by_role("button", name="Keep key")).to_be_focused()
    await expect(asked).to_contain_text("No calls")
    await asked.get_by_role("button", name="Revoke key").click()

    await expect(asked).to_be_hidden()
    await expect(page.get_by_role("heading", name="Workspace keys")).to_be_focused()
    await expect(_row(page, "Zapier")).to_have_count(0)
    async with httpx.AsyncClient(base_url=service.url) as client:
        refused = await client.get("/v1/me", headers=key.headers)
    assert refused.json()["code"] == "key_revoked"

    await page.get_by_role("combobox", name="Status").select_option("Revoked")
    await expect(_row(page, "Zapier")).to_contain_text("by you")

    await driving.sign_in(context, maya.email, PASSWORD)
    await page.goto(f"{KEYS_PATH}/activity")
    await expect(page.get_by_text(re.compile("Ada Admin revoked your key"))).to_be_visible()


async def test_the_server_searches_and_pages_and_the_address_keeps_the_search(
    page: Page, context: BrowserContext, world: World, maya: Person, ada: Person
) -> None:
    for number in range(60):
        await world.key(maya, name=f"Tool {number:02}")
    await _open(page, context, ada)
    rows = _table(page).get_by_role("rowheader")
    await expect(rows).to_have_count(50)
    await page.get_by_role("button", name="Load more").press("Enter")
    await expect(rows).to_have_count(60)
    await expect(page.get_by_text("All 60 keys shown.")).to_be_focused()

    await page.get_by_role("searchbox").press_sequentially("tool 07")
    await expect(rows).to_have_count(1)
    assert page.url.endswith("?q=tool+07")
    await page.reload()
    await expect(rows).to_have_count(1)
    await expect(page.get_by_role("searchbox")).to_have_value("tool 07")


async def test_only_the_prefix_of_a_key_in_the_search_is_kept_and_sent(
    page: Page, context: BrowserContext, seen: Seen, world: World, maya: Person, ada: Person
) -> None:
    key = await world.key(maya, name="Zapier")
    await world.key(maya, name="Reports")
    await _open(page, context, ada)
    await page.evaluate("(text) => navigator.clipboard.writeText(text)", key.text)
    await page.get_by_role("searchbox").focus()
    await page.keyboard.press("ControlOrMeta+V")
    await expect(_table(page).get_by_role("rowheader")).to_have_count(1)
    await expect(page.get_by_role("searchbox")).to_have_value(key.text[:15])
    await expect(page.get_by_text("The rest of the key wasn’t kept or sent.")).to_be_visible()
    assert [url for url in (each.url for each in seen.requests) if f"q={key.text[:15]}" in url]
    assert await places(page, seen, key.text) == []


async def test_admins_who_paste_somebody_elses_key_can_look_it_up_in_the_workspace(
    page: Page, context: BrowserContext, seen: Seen, world: World, maya: Person, ada: Person
) -> None:
    key = await world.key(maya, name="Zapier")
    await world.key(ada, name="Adas own")
    await driving.sign_in(context, ada.email, PASSWORD)
    await open_panel(page)
    await expect(page.get_by_role("button", name="Find a key")).to_be_visible()
    await page.evaluate("(text) => navigator.clipboard.writeText(text)", key.text)
    await page.keyboard.press("ControlOrMeta+V")
    await driving.dialog(page).get_by_role("link", name="Search workspace keys").click()
    await expect(_row(page, "Zapier")).to_contain_text("Maya Lindqvist")
    await expect(page.get_by_role("heading", name="Workspace keys")).to_be_focused()
    assert await places(page, seen, key.text) == []


async def test_a_member_learns_who_can_help_and_sees_no_keys(
    page: Page, seen: Seen, world: World, maya: Person, ada: Person
) -> None:
    await world.key(ada, name="Adas secret project")
    await world.key(maya, name="Mayas own")
    await open_panel(page)
    tabs = page.get_by_role("navigation", name="API keys").get_by_role("link")
    assert await tabs.all_inner_texts() == ["Your keys", "Activity"]

    await page.goto(WORKSPACE_PATH)
    await expect(page.get_by_text("For workspace admins only")).to_be_visible()
    await expect(page.get_by_role("main")).to_contain_text("Ada Admin")
    await expect(page.get_by_role("table")).to_have_count(0)
    await expect(page.get_by_role("searchbox")).to_have_count(0)
    assert "Adas secret project" not in await page.content()
    responses = [await each.response() for each in seen.requests if "/api/workspace/" in each.url]
    assert {response.status for response in responses if response} == {403}


async def test_a_person_who_is_no_longer_an_admin_learns_who_can_help(
    page: Page, context: BrowserContext, world: World, maya: Person, ada: Person
) -> None:
    await world.key(maya, name="Zapier")
    await world.person(maya.workspace_id, role="admin", name="Bo Admin")
    await _open(page, context, ada)
    await world.demote(ada)
    await page.get_by_role("combobox", name="Status").select_option("All")
    await expect(page.get_by_text("For workspace admins only")).to_be_visible()
    await expect(page.get_by_role("main")).to_contain_text("Bo Admin")
    await expect(_table(page)).to_have_count(0)
