"""The empty list, and the skeleton while the list loads."""

import asyncio
import re

from playwright.async_api import Locator, Page, Route, expect

from tests.e2e.driving import copy_key, create_key, dialog, heading, open_panel, row


async def test_an_empty_list_explains_keys_in_two_lines_and_has_the_create_button(page: Page) -> None:
    await open_panel(page)
    empty = page.get_by_role("region", name="Active keys")
    await expect(empty).to_contain_text("An API key lets Zapier or a script act as you in SAMI OS")
    await expect(empty).to_contain_text("revoke it here when you no longer need it")
    teaching = empty.get_by_text("An API key lets Zapier")
    height, line = await teaching.evaluate(
        "(text) => [text.clientHeight, Number.parseFloat(getComputedStyle(text).lineHeight)]"
    )
    assert round(height / line) == 2
    await expect(page.get_by_role("table")).to_have_count(0)
    await expect(page.get_by_role("searchbox")).to_have_count(0)

    docs = page.get_by_role("link", name="API docs")
    await expect(docs).to_be_in_viewport()
    await expect(docs).to_have_attribute("href", re.compile("^/docs"))
    assert await _top(docs) < await _top(heading(page))

    await empty.get_by_role("button", name="Create key").click()
    await expect(dialog(page)).to_have_accessible_name("Create key")
    await page.keyboard.press("Escape")
    await expect(empty.get_by_role("button", name="Create key")).to_be_focused()

    await create_key(page, "Zapier")
    await copy_key(page)
    await page.keyboard.press("Escape")
    await expect(dialog(page)).to_be_hidden()
    await expect(row(page, "Zapier")).to_be_visible()
    await expect(empty).not_to_contain_text("An API key lets Zapier")
    # The button inside the empty list is gone, but the one of the page is still there.
    await expect(page.get_by_role("button", name="Create key")).to_be_focused()


async def test_a_skeleton_is_shown_while_the_list_loads(page: Page) -> None:
    allowed = asyncio.Event()

    async def hold(route: Route) -> None:
        await allowed.wait()
        await route.continue_()

    await page.route("**/api/keys?*", hold)
    await page.goto("/settings/api-keys")
    loading = page.get_by_role("status").filter(has_text="Loading your keys")
    await expect(loading).to_be_attached()
    busy = page.locator("[aria-busy=true]").filter(has=loading)
    bars = busy.locator("[aria-hidden=true] div:not(:has(div))")
    boxes = [box for bar in await bars.all() if (box := await bar.bounding_box())]
    # Bars in rows, where the list will be, and no spinner.
    assert len({round(box["y"]) for box in boxes}) >= 4
    await expect(page.get_by_role("progressbar")).to_have_count(0)
    await expect(page.get_by_role("heading", name="API keys", exact=True)).to_be_visible()
    await expect(page.get_by_role("link", name="API docs")).to_be_visible()
    await expect(page.get_by_text("Connect your first tool")).to_have_count(0)

    allowed.set()
    await expect(heading(page)).to_be_visible()
    await expect(loading).to_have_count(0)


async def _top(locator: Locator) -> float:
    box = await locator.bounding_box()
    assert box
    return box["y"]
