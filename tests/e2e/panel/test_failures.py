"""Failures: the page says what happened and what is still true, and loses no input."""

import re
from datetime import UTC, datetime

import pytest
from playwright.async_api import Locator, Page, expect

from tests.e2e.driving import (
    choose,
    dialog,
    heading,
    open_form,
    open_panel,
    open_revoke,
    question,
    refuse,
    row,
    shown_key,
    stop_clock,
    submit,
)
from tests.factories.world import PASSWORD, Person, World

LIST = "**/api/keys?*"
CREATION = "**/api/keys"
REVOCATION = "**/api/keys/*/revoke"


async def _end_session(page: Page) -> None:
    """Ends the session on the server, as signing out in another tab does, or the end of its lifetime."""
    assert (await page.request.delete("/api/session")).status == 204


async def _sign_in_again(inside: Page | Locator, maya: Person) -> None:
    region = inside.get_by_role("region", name="Sign in again")
    await expect(region).to_contain_text(maya.email)
    await expect(region.get_by_label("Password")).to_be_focused()
    await region.get_by_label("Password").fill(PASSWORD)
    await region.get_by_role("button", name="Sign in again").click()
    await expect(region).to_be_hidden()


async def test_a_session_that_ended_during_the_form_is_renewed_in_place(page: Page, maya: Person) -> None:
    await open_panel(page)
    form = await open_form(page, "Zapier")
    await choose(form, "Read & write")
    await choose(form, "90 days")
    await _end_session(page)
    await submit(page)
    await expect(form.get_by_role("alert")).to_contain_text("Your session ended")
    await expect(form.get_by_role("button", name="Sign in to continue")).to_be_disabled()

    await _sign_in_again(form, maya)
    await expect(form.get_by_role("textbox", name="Name")).to_have_value("Zapier")
    await expect(form.get_by_role("radio", name="Read & write")).to_be_checked()
    await expect(form.get_by_role("radio", name="90 days")).to_be_checked()
    await expect(form.get_by_role("button", name="Create key")).to_be_focused()
    await page.keyboard.press("Enter")
    await shown_key(page)


async def test_a_session_that_ended_before_revoking_or_reading_is_renewed_in_place(
    page: Page, world: World, maya: Person
) -> None:
    await world.key(maya, name="Zapier")
    await open_panel(page)
    asked = await open_revoke(page, "Zapier")
    await _end_session(page)
    await asked.get_by_role("button", name="Revoke key").click()
    await _sign_in_again(asked, maya)
    await expect(asked.get_by_role("button", name="Keep key")).to_be_focused()
    await asked.get_by_role("button", name="Revoke key").click()
    await expect(page.get_by_role("status").filter(has_text="Revoked “Zapier”")).to_be_visible()
    # The dialog moves the focus when it has closed.
    await expect(heading(page)).to_be_focused()

    await _end_session(page)
    # Coming back from another tab fetches the list again, if it is old enough.
    await page.clock.install()
    await page.clock.run_for(60_000)
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange', {bubbles: true}))")
    await _sign_in_again(page, maya)
    await expect(heading(page)).to_be_visible()


@pytest.mark.parametrize("what", ["page", "form", "question"])
async def test_offline_the_list_shows_its_time_and_changes_are_disabled(
    page: Page, world: World, maya: Person, what: str
) -> None:
    await world.key(maya, name="Zapier")
    await open_panel(page)
    before = datetime.now(UTC)
    if what == "form":
        change = (await open_form(page, "Make")).get_by_role("button", name=re.compile("Create key|offline"))
    elif what == "question":
        change = (await open_revoke(page, "Zapier")).get_by_role("button", name=re.compile("Revoke key|offline"))
    else:
        change = page.get_by_role("button", name="Create key")
        await expect(page.get_by_role("button", name="Revoke Zapier")).to_be_enabled()
    await expect(change).to_be_enabled()

    await page.context.set_offline(True)
    await expect(change).to_be_disabled()
    if what == "page":
        await expect(page.get_by_role("button", name="Revoke Zapier")).to_be_disabled()
        banner = page.get_by_role("status").filter(has_text="You’re offline")
        await expect(banner).to_contain_text(re.compile(r"Showing the list as of \d\d:\d\d\."))
        read_at = datetime.fromisoformat(await banner.locator("time").get_attribute("datetime") or "")
        assert abs((read_at - before).total_seconds()) < 60
        await expect(banner).to_contain_text("Your keys still work")
        await expect(row(page, "Zapier")).to_be_visible()
    else:
        await expect(change).to_have_text("You’re offline")

    await page.context.set_offline(False)
    await expect(change).to_be_enabled()
    await expect(page.get_by_text("You’re offline")).to_have_count(0)


async def test_a_rate_limited_change_counts_down_and_can_then_be_retried(
    page: Page, world: World, maya: Person
) -> None:
    await world.key(maya, name="Zapier")
    await page.clock.install()
    await open_panel(page)

    async def refused(inside: Locator, button: str) -> None:
        await stop_clock(page)
        await inside.get_by_role("button", name=button).click()
        waiting = inside.get_by_role("button", name=re.compile(r"^Try again in \d+ s$"))
        await expect(waiting).to_have_text("Try again in 20 s")
        await expect(waiting).to_be_disabled()
        await page.clock.run_for(5_000)
        await expect(waiting).to_have_text("Try again in 15 s")
        await page.clock.run_for(16_000)
        await expect(inside.get_by_role("button", name=button)).to_be_enabled()
        await page.clock.resume()

    await refuse(page, CREATION, "POST", 429, {"Retry-After": "20"})
    form = await open_form(page, "Make")
    await refused(form, "Create key")
    await expect(form.get_by_role("alert")).to_contain_text("Too many requests: the key was not created")
    await page.unroute(CREATION)
    await submit(page)
    await shown_key(page)
    await page.keyboard.press("Escape")
    await question(page).get_by_role("button", name="Close without copying").click()
    await expect(dialog(page)).to_be_hidden()

    await refuse(page, REVOCATION, "POST", 429, {"Retry-After": "20"})
    asked = await open_revoke(page, "Zapier")
    await refused(asked, "Revoke key")
    await expect(asked.get_by_role("alert")).to_contain_text("The key was not revoked; it still works")


async def test_a_rate_limited_list_counts_down_and_says_that_keys_keep_working(page: Page) -> None:
    await page.clock.install()
    await refuse(page, LIST, "GET", 429, {"Retry-After": "20"})
    await page.goto("/settings/api-keys")
    alert = page.get_by_role("alert")
    await expect(alert).to_contain_text("Couldn’t load your keys")
    await expect(alert).to_contain_text("Your keys still work.")
    await expect(alert).to_contain_text("Request ID req_drill")
    await expect(alert.get_by_role("button", name=re.compile(r"^Try again in \d+ s$"))).to_be_disabled()
    await page.unroute(LIST)
    await page.clock.run_for(21_000)
    await alert.get_by_role("button", name="Try again").click()
    await expect(heading(page)).to_be_visible()


async def test_an_error_shows_its_request_id_and_what_is_still_true(page: Page, world: World, maya: Person) -> None:
    await world.key(maya, name="Zapier")
    await open_panel(page)
    await refuse(page, CREATION, "POST", 500)
    form = await open_form(page, "Make")
    await submit(page)
    await expect(form.get_by_role("alert")).to_contain_text("Request ID req_drill")
    await expect(form.get_by_role("alert")).to_contain_text("never creates a second key")
    await expect(form.get_by_role("textbox", name="Name")).to_have_value("Make")
    await page.keyboard.press("Escape")
    await expect(form).to_be_hidden()

    # After a 500 it is unknown whether the key was revoked; after a 403 it is known.
    for status, truth in ((500, "assume it still works"), (403, "The key was not revoked; it still works")):
        await refuse(page, REVOCATION, "POST", status)
        asked = await open_revoke(page, "Zapier")
        await asked.get_by_role("button", name="Revoke key").click()
        await expect(asked.get_by_role("alert")).to_contain_text(truth)
        await expect(asked.get_by_role("alert")).to_contain_text("Request ID req_drill")
        await expect(asked.get_by_role("button", name="Revoke key")).to_be_enabled()
        await asked.get_by_role("button", name="Keep key").click()
        await expect(asked).to_be_hidden()
        await page.unroute(REVOCATION)
        await expect(row(page, "Zapier")).to_be_visible()


async def test_a_taken_name_is_reported_at_the_field(page: Page, world: World, maya: Person) -> None:
    await world.key(maya, name="Zapier")
    await open_panel(page)
    form = await open_form(page, "ZAPIER")
    await submit(page)
    name = form.get_by_role("textbox", name="Name")
    await expect(name).to_be_focused()
    await expect(name).to_have_attribute("aria-invalid", "true")
    await expect(name).to_have_accessible_description(re.compile("name", re.IGNORECASE))
    await name.fill("")
    await submit(page)
    await expect(name).to_be_focused()
    await expect(name).to_have_accessible_description(re.compile("^Give the key a name"))
