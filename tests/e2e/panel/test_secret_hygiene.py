"""Secret hygiene: the full key is only in the dialog, and nowhere after the dialog has closed."""

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
async def test_the_key_is_nowhere_after_leaving_the_dialog(page: Page, seen: Seen, way: str) -> None:
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


async def test_the_key_is_nowhere_after_navigating_away_and_back(page: Page, seen: Seen) -> None:
    await open_panel(page)
    key = await create_key(page, "Zapier")
    await copy_key(page)
    # Browsers restore the contents of a page's fields.
    await page.goto("/healthz")
    await page.go_back()
    await expect(heading(page)).to_be_visible()
    await assert_nowhere(page, seen, key)
    await page.reload()
    await expect(heading(page)).to_be_visible()
    await assert_nowhere(page, seen, key)


async def test_a_shown_key_is_in_one_field_and_came_in_one_response(page: Page, seen: Seen) -> None:
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response) if "/api/" in response.url else None)
    await open_panel(page)
    key = await create_key(page, "Zapier")

    # The key is the field's content only. Extensions and screen recorders collect attributes. It isn't in the cache.
    assert set(await places(page, seen, key)) <= {"property value", "property defaultValue", "text or comment"}
    html = await page.evaluate("document.documentElement.outerHTML.replace(/<textarea[^]*?<\\/textarea>/g, '')")
    assert key not in html
    for attribute, value in {"translate": "no", "autocomplete": "off", "spellcheck": "false", "dir": "ltr"}.items():
        await expect(key_field(page)).to_have_attribute(attribute, value)
    await expect(key_field(page)).not_to_be_editable()

    # The responses to polling for the first call and to fetching the list again don't contain it.
    async with page.expect_response(lambda response: "/api/keys/" in response.url):
        pass
    await copy_key(page)
    async with page.expect_response(lambda response: "status=all" in response.url):
        await dialog(page).get_by_role("button", name="Done").click()
    await expect(dialog(page)).to_be_hidden()
    with_key = [each.request.method + " " + each.url for each in responses if key in await each.text()]
    assert len(with_key) == 1
    assert with_key[0].startswith("POST ")
    await assert_nowhere(page, seen, key)
