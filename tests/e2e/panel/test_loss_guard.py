"""Loss guard: before a key is copied, every way to leave its dialog asks for confirmation, once."""

import pytest
from playwright.async_api import Page, expect

from tests.e2e.driving import KEYS_PATH, WAYS_OUT, copy_key, create_key, dialog, key_field, open_panel, question


@pytest.mark.parametrize("way", WAYS_OUT)
async def test_leaving_asks_before_copying_and_not_after(page: Page, way: str) -> None:
    leave = WAYS_OUT[way]
    await open_panel(page)
    key = await create_key(page, "Zapier")

    await leave(page)
    await expect(question(page)).to_contain_text("You won’t see this key again")
    await question(page).get_by_role("button", name="Back to the key").click()
    await expect(question(page)).to_be_hidden()
    await expect(key_field(page)).to_have_value(key)

    await leave(page)
    await question(page).get_by_role("button", name="Close without copying").click()
    await expect(dialog(page)).to_be_hidden()
    await expect(question(page)).to_be_hidden()

    await create_key(page, "Make")
    await copy_key(page)
    await leave(page)
    await expect(dialog(page)).to_be_hidden()
    await expect(question(page)).to_be_hidden()
    assert page.url.endswith(KEYS_PATH)


async def test_leaving_twice_asks_only_once(page: Page) -> None:
    await open_panel(page)
    await create_key(page, "Zapier")
    await WAYS_OUT["Back"](page)
    await expect(question(page)).to_have_count(1)
    await WAYS_OUT["Back"](page)
    await expect(question(page)).to_have_count(1)
    # Esc chooses the option that loses nothing.
    await page.keyboard.press("Escape")
    await expect(question(page)).to_be_hidden()
    await expect(key_field(page)).to_be_visible()


async def test_closing_the_tab_asks_before_copying_and_not_after(page: Page) -> None:
    await open_panel(page)
    await create_key(page, "Zapier")

    async with page.expect_event("dialog") as asked:
        await page.close(run_before_unload=True)
    assert (await asked.value).type == "beforeunload"
    await (await asked.value).dismiss()
    await expect(key_field(page)).to_be_visible()

    await copy_key(page)
    # Nothing handles a confirmation here, so if there were one, the tab would stay open.
    async with page.expect_event("close"):
        await page.close(run_before_unload=True)
