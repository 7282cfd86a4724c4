"""Truthful copying: "Copied" appears only when the clipboard has the key."""

import asyncio
import re

from playwright.async_api import Page, expect

from tests.e2e.driving import copy_key, create_key, dialog, key_field, open_panel, question, settled

HOLD_THE_CLIPBOARD = """
    const write = navigator.clipboard.writeText.bind(navigator.clipboard)
    navigator.clipboard.writeText = (text) => mayCopy().then(() => write(text))
"""


async def test_copied_appears_only_after_the_clipboard_has_the_key(page: Page) -> None:
    requested, allowed = asyncio.Event(), asyncio.Event()

    async def may_copy() -> None:
        requested.set()
        await allowed.wait()

    await page.expose_function("mayCopy", may_copy)
    await page.add_init_script(HOLD_THE_CLIPBOARD)
    await open_panel(page)
    key = await create_key(page, "Zapier")
    await dialog(page).get_by_role("button", name="Copy key").click()
    await requested.wait()
    # Checked without waiting, because "Copied" disappears by itself after a moment.
    await settled(page)
    assert await dialog(page).get_by_role("button", name=re.compile("^Copied")).count() == 0
    assert await dialog(page).get_by_text("Not copied yet.").is_visible()

    allowed.set()
    await expect(dialog(page).get_by_role("button", name=re.compile("^Copied"))).to_be_visible()
    # Screen readers announce it too, with the key's name and without the key.
    announcement = dialog(page).get_by_role("status").filter(has_text="Copied the key “Zapier”")
    await expect(announcement).to_be_attached()
    assert key not in await announcement.inner_text()
    assert await page.evaluate("navigator.clipboard.readText()") == key


async def test_a_refused_copy_selects_the_key_and_says_what_to_press(page: Page) -> None:
    await open_panel(page)
    key = await create_key(page, "Zapier")
    await _clipboard(page, allowed=False)
    await dialog(page).get_by_role("button", name="Copy key").click()

    advice = dialog(page).get_by_text("blocked copying. The key is selected. Press Ctrl C")
    await expect(advice).to_be_visible()
    await expect(dialog(page).get_by_text(re.compile("^Copied"))).to_be_hidden()
    await expect(key_field(page)).to_be_focused()
    assert await page.evaluate("getSelection().toString()") == key

    await page.keyboard.press("Escape")
    await expect(question(page)).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(question(page)).to_be_hidden()

    # What the page advises works, and counts as copied.
    await key_field(page).focus()
    await page.keyboard.press("Control+c")
    await expect(dialog(page).get_by_text("You copied the selection")).to_be_visible()
    await _clipboard(page, allowed=True)
    assert await page.evaluate("navigator.clipboard.readText()") == key
    await page.keyboard.press("Escape")
    await expect(dialog(page)).to_be_hidden()


async def test_copying_a_part_of_the_key_by_hand_does_not_count(page: Page) -> None:
    await open_panel(page)
    await create_key(page, "Zapier")
    await key_field(page).evaluate("(field) => { field.focus(); field.setSelectionRange(0, 20) }")
    await page.keyboard.press("Control+c")
    await page.keyboard.press("Escape")
    await expect(question(page)).to_be_visible()


async def test_copying_again_after_a_refusal_works(page: Page) -> None:
    await open_panel(page)
    key = await create_key(page, "Zapier")
    await _clipboard(page, allowed=False)
    await dialog(page).get_by_role("button", name="Copy key").click()
    await expect(dialog(page).get_by_text("blocked copying")).to_be_visible()
    await _clipboard(page, allowed=True)
    await copy_key(page)
    assert await page.evaluate("navigator.clipboard.readText()") == key


async def _clipboard(page: Page, *, allowed: bool) -> None:
    """Allows the clipboard, or make Chromium itself refuse it: it refuses everything that isn't among its grants."""
    await page.context.clear_permissions()
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"] if allowed else ["geolocation"])
