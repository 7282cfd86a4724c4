"""Point 3: the full key is in the dialog, and when that has closed it is nowhere."""

import pytest
from playwright.async_api import Page, Response, expect

from tests.e2e.conftest import Seen
from tests.e2e.driving import (
    WAYS_OUT,
    copy_key,
    create_key,
    dialog,
    heading,
    key_field,
    open_panel,
    question,
)
from tests.e2e.hygiene import assert_nowhere, assert_nowhere_in_history, places


@pytest.mark.parametrize("way", WAYS_OUT)
async def test_nothing_keeps_the_key_after_leaving(page: Page, seen: Seen, way: str) -> None:
    await open_panel(page)
    copied = await create_key(page, "Zapier")
    await copy_key(page)
    await WAYS_OUT[way](page)
    await expect(dialog(page)).to_be_hidden()
    await assert_nowhere(page, seen, copied)

    lost = await create_key(page, "Make")
    await WAYS_OUT[way](page)
    await question(page).get_by_role("button", name="Close without copying").click()
    await expect(dialog(page)).to_be_hidden()
    await assert_nowhere(page, seen, lost)
    await assert_nowhere_in_history(page, seen, copied, lost)


async def test_nothing_keeps_the_key_of_a_tab_that_went_elsewhere_and_came_back(page: Page, seen: Seen) -> None:
    await open_panel(page)
    key = await create_key(page, "Zapier")
    await copy_key(page)
    # Browsers restore what was in a page's fields.
    await page.goto("/healthz")
    await page.go_back()
    await expect(heading(page)).to_be_visible()
    await assert_nowhere(page, seen, key)
    await page.reload()
    await expect(heading(page)).to_be_visible()
    await assert_nowhere(page, seen, key)


async def test_while_it_is_shown_the_key_is_in_one_field_and_came_in_one_answer(page: Page, seen: Seen) -> None:
    answers: list[Response] = []
    page.on("response", lambda response: answers.append(response) if "/api/" in response.url else None)
    await open_panel(page)
    key = await create_key(page, "Zapier")

    # In the field as its content, and in no attribute, which extensions and screen recorders collect; not in the cache.
    assert set(await places(page, seen, key)) <= {"property value", "property defaultValue", "text or comment"}
    html = await page.evaluate("document.documentElement.outerHTML.replace(/<textarea[^]*?<\\/textarea>/g, '')")
    assert key not in html
    for attribute, value in {"translate": "no", "autocomplete": "off", "spellcheck": "false", "dir": "ltr"}.items():
        await expect(key_field(page)).to_have_attribute(attribute, value)
    await expect(key_field(page)).not_to_be_editable()

    # Polling for the first call and reading the list again answer without it.
    async with page.expect_response(lambda response: "/api/keys/" in response.url):
        pass
    await copy_key(page)
    async with page.expect_response(lambda response: "status=all" in response.url):
        await dialog(page).get_by_role("button", name="Done").click()
    await expect(dialog(page)).to_be_hidden()
    with_key = [each.request.method + " " + each.url for each in answers if key in await each.text()]
    assert len(with_key) == 1
    assert with_key[0].startswith("POST ")
    await assert_nowhere(page, seen, key)
