"""Replacing a key: the new key is shown once, the old one works for a while, and the panel shows which one is used."""

import re
from datetime import timedelta

import httpx
import pytest
from playwright.async_api import Locator, Page, expect

from sami.errors.types import AlreadyReplaced
from tests.e2e.conftest import Seen
from tests.e2e.driving import WAYS_OUT, copy_key, dialog, open_details, open_panel, open_revoke, question, shown_key
from tests.e2e.hygiene import assert_nowhere, assert_nowhere_in_history
from tests.e2e.responses import cut_off, refuse
from tests.factories.world import HeldKey, Person, World
from tests.fixtures.service import LiveService

NAME = "Zapier production"
REPLACE = "/api/keys/*/replace"


@pytest.fixture
async def held(maya: Person, world: World) -> HeldKey:
    return await world.key(maya, "write", name=NAME)


async def open_replace(page: Page) -> Locator:
    await open_panel(page)
    details = await open_details(page, NAME)
    # Its parts load one after the other, and make the dialog grow.
    await expect(details.locator("[aria-busy=true]")).to_have_count(0)
    await details.get_by_role("button", name="Replace key").click()
    await expect(dialog(page)).to_have_accessible_name(f"Replace “{NAME}”?")
    return dialog(page)


async def replace(page: Page) -> str:
    """Confirms the replacement, and returns the new key that the dialog shows."""
    await dialog(page).get_by_role("button", name="Replace key").click()
    key = await shown_key(page)
    await expect(dialog(page)).to_have_accessible_name(f"Replaced “{NAME}”")
    return key


async def close_with_key(page: Page) -> None:
    await copy_key(page)
    await WAYS_OUT["Done"](page)
    await expect(dialog(page)).to_be_hidden()


def row_with(page: Page, text: str) -> Locator:
    return page.get_by_role("row").filter(has_text=text)


async def status_of(service: LiveService, key: str, agent: str = "Zapier") -> int:
    async with httpx.AsyncClient(base_url=service.url) as script:
        response = await script.get("/v1/me", headers={"Authorization": f"Bearer {key}", "User-Agent": agent})
        return response.status_code


async def test_both_keys_work_and_both_rows_show_the_replacement(
    page: Page, seen: Seen, service: LiveService, held: HeldKey
) -> None:
    form = await open_replace(page)
    await expect(form.get_by_role("radio", name="24 hours")).to_be_checked()
    await expect(form.get_by_role("radio", name="24 hours")).to_be_focused()
    await expect(form.get_by_role("status").filter(has_text="The old key stops")).to_contain_text(re.compile(r"\d{4}"))
    await form.get_by_text("7 days", exact=True).click()
    new = await replace(page)

    await expect(dialog(page)).to_contain_text(re.compile(r"The old key works until .*\d{4}"))
    for key in (held.text, new):
        assert await status_of(service, key) == 200
    await expect(dialog(page).get_by_text(re.compile("^Working: first call just now from"))).to_be_visible()
    await close_with_key(page)

    old_row, new_row = row_with(page, "Replaced by"), row_with(page, "Replaces")
    await expect(old_row).to_contain_text("Replaced, stops in 7 days")
    await expect(old_row).to_contain_text(f"Replaced by {new[:15]}…")
    await expect(new_row).to_contain_text(f"Replaces {held.text[:15]}…")
    await expect(old_row.get_by_role("button", name=NAME, exact=True)).to_be_focused()
    await assert_nowhere(page, seen, new)
    await assert_nowhere_in_history(page, seen, new)


async def test_replacing_without_grace_revokes_the_old_key(page: Page, service: LiveService, held: HeldKey) -> None:
    form = await open_replace(page)
    await form.get_by_text("Stop now").click()
    await expect(form.get_by_text("The old key stops immediately")).to_be_visible()
    new = await replace(page)
    assert [await status_of(service, key) for key in (held.text, new)] == [401, 200]


@pytest.mark.parametrize("way", WAYS_OUT)
async def test_leaving_asks_for_confirmation_before_copying(page: Page, held: HeldKey, way: str) -> None:
    await open_replace(page)
    key = await replace(page)
    await WAYS_OUT[way](page)
    await expect(question(page)).to_contain_text("You won’t see this key again")
    await question(page).get_by_role("button", name="Back to the key").click()
    assert await shown_key(page) == key
    await close_with_key(page)


async def test_the_revoke_dialog_of_a_key_in_use_offers_to_replace_it(
    page: Page, service: LiveService, held: HeldKey
) -> None:
    assert await status_of(service, held.text) == 200
    await open_panel(page)
    await open_revoke(page, NAME)
    await question(page).get_by_role("button", name="Replace instead").click()
    await expect(dialog(page)).to_have_accessible_name(f"Replace “{NAME}”?")
    await page.keyboard.press("Escape")
    await expect(dialog(page)).to_be_hidden()
    await expect(page.get_by_role("button", name=f"Revoke {NAME}", exact=True)).to_be_focused()
    assert await status_of(service, held.text) == 200


async def test_after_a_lost_response_the_old_key_works_and_a_new_one_can_be_created(
    page: Page, seen: Seen, service: LiveService, held: HeldKey
) -> None:
    await open_replace(page)
    await cut_off(page, "POST", REPLACE, done=True)
    button = dialog(page).get_by_role("button", name="Replace key")
    await button.click()
    await expect(dialog(page).get_by_role("alert")).to_contain_text("may or may not have been replaced")
    await button.click()
    await expect(dialog(page)).to_have_accessible_name("The key was replaced, but the response was lost")
    alert = dialog(page).get_by_role("alert")
    await expect(alert).to_contain_text(f"It replaced {held.text[:15]}…")
    await expect(alert).to_contain_text("The old key works until")

    again = dialog(page).get_by_role("button", name="Revoke and create again")
    await expect(again).to_be_focused()
    await again.click()
    new = await shown_key(page)
    assert [await status_of(service, key) for key in (held.text, new)] == [200, 200]
    first, second, third = [each.headers["idempotency-key"] for each in seen.requests if each.method == "POST"]
    assert first == second != third
    await close_with_key(page)
    await expect(row_with(page, NAME)).to_have_count(2)


async def test_a_key_that_was_replaced_in_another_tab_can_not_be_replaced(page: Page, held: HeldKey) -> None:
    await open_replace(page)
    await refuse(page, "POST", REPLACE, AlreadyReplaced("Its replacement is there."))
    await dialog(page).get_by_role("button", name="Replace key").click()
    await expect(dialog(page).get_by_role("alert")).to_contain_text("This key has already been replaced")
    await expect(dialog(page).get_by_role("button", name="Replace key")).to_be_hidden()


async def test_the_meter_shows_the_calls_of_both_keys(page: Page, service: LiveService, held: HeldKey) -> None:
    await open_replace(page)
    new = await replace(page)
    await close_with_key(page)
    await row_with(page, "Replaced by").get_by_role("button", name=NAME, exact=True).click()
    verdict = dialog(page).get_by_role("status")
    await expect(verdict.filter(has_text="Neither key has been used since the replacement")).to_be_visible()

    # The open dialog updates by itself: counts are written every few seconds, and fetched as often.
    for _ in range(3):
        assert await status_of(service, new) == 200
    await expect(verdict.filter(has_text="You can revoke it now")).to_be_visible()
    await expect(dialog(page).get_by_role("img", name="New key 3 calls, old key 0 calls")).to_be_visible()

    assert await status_of(service, held.text) == 200
    await expect(verdict.filter(has_text="Something still uses the old key (Zapier · 127.0.0.1)")).to_be_visible()
    await expect(dialog(page)).to_contain_text("New key 3 calls · old key 1 call since the replacement, last just now")

    # From one key's details to the other's, and from there directly back to the list.
    await dialog(page).get_by_role("button", name=re.compile("^Show new key")).click()
    await expect(dialog(page).get_by_role("button", name=re.compile("^Show old key"))).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(dialog(page)).to_be_hidden()


async def test_for_a_key_that_expires_soon_creating_a_new_one_is_offered(
    page: Page, seen: Seen, maya: Person, world: World
) -> None:
    await world.key(maya, "write", name=NAME, expires_in=timedelta(days=3))
    form = await open_replace(page)
    await expect(form).to_contain_text("The new key also expires in 3 days")
    await form.get_by_text("7 days", exact=True).click()
    await expect(form.get_by_role("status").filter(has_text="The old key stops")).to_contain_text(
        "when it expires anyway"
    )
    await form.get_by_role("button", name="Create key instead").click()
    await expect(dialog(page)).to_have_accessible_name("Create key")
    await expect(dialog(page).get_by_role("textbox", name="Name")).to_have_value(f"{NAME} 2")
    assert not [each for each in seen.requests if each.url.endswith("/replace")]
