"""A key that was reported as leaked: its owner is notified and can create a new key in three clicks."""

import re

import httpx
from playwright.async_api import Page, expect

from tests.e2e.driving import copy_key, dialog, heading, open_panel, row, shown_key, submit
from tests.factories.world import Person, World
from tests.fixtures.service import LiveService


async def test_the_owner_is_notified_and_creates_a_new_key(
    page: Page, world: World, maya: Person, service: LiveService
) -> None:
    key = await world.key(maya, "write", name="Zapier")
    async with httpx.AsyncClient(base_url=service.url) as finder:
        response = await finder.post("/v1/keys/revoke-leaked", json={"keys": [key.text, "no key"]})
        assert (response.status_code, response.json()) == (202, {"received": 2})
    # On a phone, which people have at hand when their Zaps stop.
    await page.set_viewport_size({"width": 320, "height": 700})
    await open_panel(page)
    notice = page.get_by_text(re.compile("^Your key “Zapier” was reported as leaked and revoked just now$"))
    await expect(notice).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") == 320

    await page.get_by_role("button", name="Create a new key named Zapier").click()
    await expect(dialog(page).get_by_role("textbox", name="Name")).to_have_value("Zapier")
    await expect(dialog(page).get_by_role("radio", name="Read & write")).to_be_checked()
    await submit(page)
    assert await shown_key(page) != key.text
    await copy_key(page)
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Dismiss the notice about Zapier").press("Enter")
    await expect(heading(page)).to_be_focused()
    await page.reload()
    await page.set_viewport_size({"width": 1280, "height": 800})
    await expect(row(page, "Zapier")).to_be_visible()
    await page.locator("summary", has_text="Revoked keys").click()
    await expect(page.get_by_role("table", name="Revoked API keys")).to_contain_text("Reported as leaked")
    await expect(notice).to_be_hidden()
    await page.get_by_role("link", name="Activity").click()
    event = f"Your key “Zapier” ({key.text[:15]}…) was reported as leaked and revoked"
    await expect(page.get_by_text(event)).to_be_visible()
