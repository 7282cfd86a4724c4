"""The activity page: a person's own events, for admins the workspace's, and navigation between the pages."""

import re

from playwright.async_api import BrowserContext, Page, expect

from sami.db.database import Database
from sami.tables import AuditEvent
from tests.e2e import driving
from tests.e2e.conftest import Seen
from tests.e2e.driving import KEYS_PATH, copy_key, create_key, heading, in_a_browser, open_panel, open_revoke
from tests.e2e.hygiene import places
from tests.factories.world import PASSWORD, Person, World

ACTIVITY_PATH = f"{KEYS_PATH}/activity"
FIREFOX = "Mozilla/5.0 (Macintosh; Intel Mac OS X 14.6; rv:145.0) Gecko/20100101 Firefox/145.0"


@in_a_browser(user_agent=FIREFOX)
async def test_events_are_shown_as_sentences_without_the_key(page: Page, seen: Seen) -> None:
    await open_panel(page)
    key = await create_key(page, "Zapier")
    await copy_key(page)
    await page.keyboard.press("Escape")
    await (await open_revoke(page, "Zapier")).get_by_role("button", name="Revoke key").click()
    await expect(page.get_by_role("status").filter(has_text="Revoked “Zapier”")).to_be_visible()

    await page.get_by_role("link", name="Activity").click()
    today = page.get_by_role("region", name="Today").get_by_role("listitem")
    await expect(today).to_have_count(3)
    prefix = re.escape(key[:15])
    await expect(today.nth(0)).to_contain_text(re.compile(f"You revoked “Zapier” \\({prefix}…\\)"))
    await expect(today.nth(1)).to_contain_text(re.compile(r"You created “Zapier” \(Read only, expires .+\)"))
    await expect(today.nth(2)).to_contain_text("You signed in")
    await expect(today.nth(0)).to_contain_text("just now from Firefox on macOS, 127.0.0.1")
    assert await places(page, seen, key) == []


async def test_each_page_has_an_address_and_a_title_and_takes_the_focus(page: Page, world: World, maya: Person) -> None:
    await world.key(maya, name="Zapier")
    await open_panel(page)
    tabs = page.get_by_role("navigation", name="API keys")
    await tabs.get_by_role("link", name="Activity").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Activity")).to_be_focused()
    await expect(page).to_have_title("Activity · API keys · SAMI OS")
    await expect(tabs.get_by_role("link", name="Activity")).to_have_attribute("aria-current", "page")
    assert page.url.endswith(ACTIVITY_PATH)

    await page.go_back()
    await expect(heading(page)).to_be_focused()
    await expect(page).to_have_title("API keys · Settings · SAMI OS")
    await page.go_forward()
    await expect(page.get_by_role("heading", name="Activity")).to_be_focused()
    await page.reload()
    await expect(page.get_by_role("region", name="Today")).to_be_visible()


async def test_members_see_their_own_events_and_admins_everybodys(
    page: Page, context: BrowserContext, seen: Seen, world: World, maya: Person
) -> None:
    ada = await world.person(maya.workspace_id, role="admin", name="Ada Admin")
    olga = await world.person(await world.workspace("Elsewhere"), name="Olga Other")
    for person in (ada, olga):
        await driving.sign_in(context, person.email, PASSWORD)
    await driving.sign_in(context, maya.email, PASSWORD)

    # A member sees only their own events, whatever the address says.
    await page.goto(f"{ACTIVITY_PATH}?of=workspace")
    events = page.get_by_role("region", name="Today").get_by_role("listitem")
    await expect(events).to_have_text([re.compile("You signed in")] * 2)
    await expect(page.get_by_role("group", name="Whose activity")).to_have_count(0)
    assert not [each.url for each in seen.requests if "/api/workspace/" in each.url]

    await driving.sign_in(context, ada.email, PASSWORD)
    await page.goto(ACTIVITY_PATH)
    await expect(events).to_have_text([re.compile("You signed in")] * 2)
    await page.get_by_role("button", name="Whole workspace").click()
    by_ada, by_maya = re.compile("You signed in"), re.compile("Maya Lindqvist signed in")
    await expect(events).to_have_text([by_ada, by_maya, by_ada, by_maya])
    assert page.url.endswith("?of=workspace")
    await expect(page.get_by_text("Olga Other")).to_have_count(0)


async def test_older_events_load_on_request(page: Page, database: Database, maya: Person) -> None:
    async with database.transaction() as session:
        for _ in range(59):
            session.add(
                AuditEvent(workspace_id=maya.workspace_id, action="signed_in", user_id=maya.id, actor_id=maya.id)
            )
    await page.goto(ACTIVITY_PATH)
    events = page.get_by_role("region", name="Today").get_by_role("listitem")
    await expect(events).to_have_count(50)
    await page.get_by_role("button", name="Load more").press("Enter")
    # Those, and the sign-in of this test itself.
    await expect(events).to_have_count(60)
    await expect(page.get_by_text("All 60 events shown.")).to_be_focused()
