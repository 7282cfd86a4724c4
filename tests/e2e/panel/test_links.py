"""Links that fill in the form, for the help pages of integrations."""

import re

from playwright.async_api import BrowserContext, Page, expect

from tests.e2e.conftest import Seen
from tests.e2e.driving import KEYS_PATH, dialog, shown_key, submit
from tests.factories.world import PASSWORD, Person

LINK = f"{KEYS_PATH}?create=1&name=Zapier&permission=write&expires_in=90d"


async def test_a_link_fills_in_the_form_but_creates_nothing(page: Page, seen: Seen) -> None:
    await page.goto(LINK)
    await _assert_filled_in(page)
    assert page.url.endswith(KEYS_PATH), "reloading or sharing the address doesn't open the form again"
    assert not [each for each in seen.requests if each.method != "GET"]
    await page.reload()
    await expect(page.get_by_role("heading", name=re.compile("^Active keys"))).to_be_visible()
    await expect(dialog(page)).to_be_hidden()


async def test_the_link_survives_signing_in(page: Page, context: BrowserContext, maya: Person) -> None:
    await context.clear_cookies()
    await page.goto(LINK)
    await page.get_by_label("Email").fill(maya.email)
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="Sign in", exact=True).click()
    await _assert_filled_in(page)
    await submit(page)
    await shown_key(page)
    assert page.url.endswith(KEYS_PATH)


async def _assert_filled_in(page: Page) -> None:
    form = dialog(page)
    await expect(form.get_by_role("textbox", name="Name")).to_have_value("Zapier")
    await expect(form.get_by_role("radio", name=re.compile("Read & write"))).to_be_checked()
    await expect(form.get_by_role("radio", name="90 days")).to_be_checked()
    await expect(form.get_by_text("The link you followed filled in this form.")).to_be_visible()
