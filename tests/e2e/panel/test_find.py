"""Finding a key by pasting it: only its prefix is kept, and nothing is sent."""

import re

from playwright.async_api import Page, expect

from tests.e2e.conftest import Seen
from tests.e2e.driving import dialog, heading, open_form, open_panel, row, submit
from tests.e2e.hygiene import assert_nowhere, assert_nowhere_in_history
from tests.factories.world import Person, World


async def _paste(page: Page, text: str) -> None:
    """Pastes from the clipboard with the keyboard into the focused element, as people do."""
    await page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
    await page.keyboard.press("ControlOrMeta+V")


async def _wait_for_finder(page: Page) -> None:
    """Waits for the code that finds keys, which loads after the list."""
    await expect(page.get_by_role("button", name="Find a key")).to_be_visible()


async def test_a_key_pasted_on_the_page_leads_to_its_row_and_nothing_is_sent(
    page: Page, seen: Seen, world: World, maya: Person
) -> None:
    for name in ("First", "Second", "Third"):
        await world.key(maya, name=name)
    key = await world.key(maya, name="Zapier production")
    await open_panel(page)
    await _wait_for_finder(page)
    await page.wait_for_load_state("networkidle")
    before = len(seen.requests)

    await _paste(page, f"  Authorization: Bearer {key.text}\n")
    await expect(page.get_by_role("button", name="Zapier production", exact=True)).to_be_focused()
    await expect(row(page, "Zapier production")).to_contain_text("the key you pasted")
    await expect(page.get_by_text("the key you pasted")).to_have_count(1)
    await expect(
        page.get_by_text("This is “Zapier production”, active. Only its prefix was compared, so the rest may differ.")
    ).to_be_visible()
    await assert_nowhere(page, seen, key.text)
    # Only code is prefetched. No request reveals the key.
    urls = [each.url for each in seen.requests[before:]]
    assert [url for url in urls if "/assets/" not in url or key.text[:15] in url] == []

    await page.reload()
    await expect(heading(page)).to_be_visible()
    await expect(page.get_by_text("the key you pasted")).to_have_count(0)
    await assert_nowhere_in_history(page, seen, key.text)


async def test_a_key_in_the_search_never_gets_into_the_address(
    page: Page, seen: Seen, world: World, maya: Person
) -> None:
    for number in range(60):
        await world.key(maya, name=f"Tool {number}")
    key = await world.key(maya, name="Zapier production")
    await open_panel(page, "?q=tool&sort=created")
    await _wait_for_finder(page)
    search = page.get_by_role("searchbox")
    await expect(page.get_by_role("button", name="Zapier production", exact=True)).to_have_count(0)

    # The key is filtered out and beyond the first 50, so the search is cleared and more of the list is shown.
    await search.focus()
    await _paste(page, key.text)
    await expect(page.get_by_role("button", name="Zapier production", exact=True)).to_be_focused()
    await expect(page.get_by_role("button", name="Zapier production", exact=True)).to_be_in_viewport()
    await expect(search).to_have_value("")
    assert page.url.endswith("?sort=created")

    await search.press_sequentially(key.text)
    await expect(search).to_have_value(key.text[:15])
    await expect(row(page, "Zapier production")).to_be_visible()
    assert page.url.endswith(f"?sort=created&q={key.text[:15]}")
    await assert_nowhere_in_history(page, seen, key.text)


async def test_a_revoked_key_is_found_in_the_list_of_revoked_keys(
    page: Page, seen: Seen, world: World, maya: Person
) -> None:
    key = await world.key(maya, name="Old")
    await world.key(maya, name="New")
    await page.request.post(f"/api/keys/{key.id}/revoke")
    await open_panel(page)
    await _wait_for_finder(page)
    await _paste(page, key.text)
    await expect(page.get_by_role("button", name="Old", exact=True)).to_be_focused()
    await expect(page.get_by_role("table", name="Revoked API keys")).to_contain_text("the key you pasted")
    await expect(page.get_by_text("This is “Old”, revoked. It no longer works.")).to_be_visible()
    await assert_nowhere(page, seen, key.text)


async def test_the_dialog_works_with_the_keyboard_alone(page: Page, seen: Seen, world: World, maya: Person) -> None:
    key = await world.key(maya, name="Zapier production")
    stranger = await world.key(await world.person(await world.workspace()), name="Theirs")
    await open_panel(page)
    await _wait_for_finder(page)
    button = page.get_by_role("button", name="Find a key")
    await button.focus()
    await page.keyboard.press("Enter")
    finder = dialog(page)
    field = finder.get_by_role("textbox", name="Key")
    await expect(field).to_be_focused()
    result = finder.get_by_role("status")

    await _paste(page, key.text[:-1])
    await expect(result).to_contain_text("The key is incomplete or mistyped: its check digits don’t match")
    await expect(result).to_contain_text("It starts like your key “Zapier production”.")
    await expect(field).to_have_value("")
    await assert_nowhere(page, seen, key.text[:-1])

    await _paste(page, stranger.text)
    await expect(result).to_contain_text("It looks like a real key, but not one of yours")
    await expect(finder.get_by_role("link")).to_have_count(0)
    await assert_nowhere(page, seen, stranger.text)

    await page.keyboard.press("Escape")
    await expect(button).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(field).to_be_focused()
    await field.press_sequentially(key.text)
    await page.keyboard.press("Enter")
    await expect(finder).to_be_hidden()
    await expect(page.get_by_role("button", name="Zapier production", exact=True)).to_be_focused()
    await assert_nowhere_in_history(page, seen, key.text, stranger.text)


async def test_a_key_pasted_as_a_name_is_refused_without_being_sent(
    page: Page, seen: Seen, world: World, maya: Person
) -> None:
    key = await world.key(maya, name="Zapier")
    await open_panel(page)
    await open_form(page)
    await _paste(page, key.text)
    await submit(page)
    await expect(dialog(page).get_by_text(re.compile("looks like an API key"))).to_be_visible()
    await dialog(page).get_by_role("button", name="Cancel").click()
    await expect(dialog(page)).to_be_hidden()
    await assert_nowhere(page, seen, key.text)
