"""Revoking: the dialog shows what depends on the key, sends one request, and waits for the server's response."""

import asyncio
import re

import httpx
from playwright.async_api import Page, Route, expect

from tests.e2e.driving import heading, open_panel, open_revoke, question, row, settled
from tests.factories.world import Person, World
from tests.fixtures.service import LiveService


async def test_the_dialog_shows_the_usage_and_warns_about_a_key_in_use(
    page: Page, world: World, maya: Person, service: LiveService
) -> None:
    used, unused = await world.key(maya, name="Zapier"), await world.key(maya, name="Make")
    async with httpx.AsyncClient(base_url=service.url, headers=used.headers) as script:
        assert (await script.get("/v1/me", headers={"User-Agent": "acme-sync/2.1"})).status_code == 200
    await open_panel(page)

    asked = await open_revoke(page, "Zapier")
    await expect(asked).to_have_accessible_name("Revoke “Zapier”?")
    await expect(asked).to_contain_text(f"{used.text[:15]}…")
    await expect(asked).to_contain_text("In use: last call just now")
    await expect(asked).to_contain_text("acme-sync 2.1 · 127.0.0.1")
    await expect(asked.get_by_role("definition").filter(has_text="just now")).to_be_visible()
    # Nothing has to be typed, because revoking a leaked key must be fast.
    await expect(asked.get_by_role("textbox")).to_have_count(0)
    await expect(asked.get_by_role("button", name="Keep key")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(asked).to_be_hidden()
    await expect(page.get_by_role("button", name="Revoke Zapier")).to_be_focused()

    asked = await open_revoke(page, "Make")
    await expect(asked).to_contain_text(f"{unused.text[:15]}…")
    await expect(asked).to_contain_text("Never used")
    await expect(asked).not_to_contain_text("In use")
    await page.keyboard.press("Escape")
    await expect(asked).to_be_hidden()
    await expect(row(page, "Zapier")).to_be_visible()
    await expect(row(page, "Make")).to_be_visible()


async def test_a_double_click_sends_one_request_and_the_row_moves_after_the_response(
    page: Page, world: World, maya: Person
) -> None:
    await world.key(maya, name="Zapier")
    await world.key(maya, name="Make")
    requests: list[str] = []
    arrived, allowed = asyncio.Event(), asyncio.Event()

    async def hold(route: Route) -> None:
        requests.append(route.request.method)
        response = await route.fetch()
        arrived.set()
        await allowed.wait()
        await route.fulfill(response=response)

    await page.route("**/api/keys/*/revoke", hold)
    await open_panel(page)
    asked = await open_revoke(page, "Zapier")
    await asked.get_by_role("button", name="Revoke key").dblclick()
    await arrived.wait()
    # The server has revoked the key, but the page doesn't know yet and must not claim it.
    await expect(asked.get_by_role("button", name="Revoking key…")).to_be_visible()
    await asked.get_by_role("button", name="Revoking key…").click(force=True)
    await page.keyboard.press("Escape")
    await settled(page)
    assert await asked.is_visible()
    active = page.get_by_role("row", include_hidden=True).filter(has_text="Zapier")
    await expect(active).to_have_count(1)
    await expect(page.locator("summary")).to_have_count(0)
    await expect(page.get_by_text(re.compile("^Revoked “"))).to_have_count(0)

    allowed.set()
    await expect(asked).to_be_hidden()
    await expect(page.get_by_role("status").filter(has_text="Revoked “Zapier”")).to_be_visible()
    await expect(heading(page)).to_be_focused()
    await expect(row(page, "Zapier")).to_have_count(0)
    await expect(row(page, "Make")).to_be_visible()
    await page.locator("summary", has_text="Revoked keys").click()
    revoked = page.get_by_role("table", name="Revoked API keys").get_by_role("row").filter(has_text="Zapier")
    await expect(revoked).to_contain_text("by you")
    assert requests == ["POST"]
    await expect(question(page)).to_have_count(0)
