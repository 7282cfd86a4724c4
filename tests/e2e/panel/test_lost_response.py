"""Lost response: the response that contains the new key is lost, and the retry comes back without the key."""

from typing import Any

import httpx
from playwright.async_api import Page, Request, Route, expect

from tests.e2e.conftest import Seen
from tests.e2e.driving import copy_key, dialog, open_form, open_panel, row, shown_key, submit
from tests.e2e.hygiene import assert_nowhere, assert_nowhere_in_history
from tests.fixtures.service import LiveService


async def _lose_first_response(page: Page) -> tuple[list[dict[str, Any]], list[Request]]:
    """Loses the first response. Returns lists of the response bodies, the lost one first, and of the requests."""
    responses: list[dict[str, Any]] = []
    requests: list[Request] = []

    async def handle(route: Route) -> None:
        if route.request.method != "POST":
            await route.fallback()
            return
        requests.append(route.request)
        response = await route.fetch()
        responses.append(await response.json())
        if len(responses) == 1:
            await route.abort("connectionreset")
        else:
            await route.fulfill(response=response)

    await page.route("**/api/keys", handle)
    return responses, requests


async def _create_and_retry(page: Page) -> None:
    await open_form(page, "Zapier")
    await submit(page)
    alert = dialog(page).get_by_role("alert")
    await expect(alert).to_contain_text("The key may or may not have been created")
    await expect(dialog(page).get_by_role("textbox", name="Name")).to_have_value("Zapier")
    await submit(page)
    await expect(dialog(page)).to_have_accessible_name("The key was created, but the response was lost")


async def test_the_page_says_so_and_a_working_key_can_be_created(page: Page, seen: Seen, service: LiveService) -> None:
    responses, requests = await _lose_first_response(page)
    await open_panel(page)
    await _create_and_retry(page)

    first, second = [request.headers.get("idempotency-key") for request in requests]
    assert first
    assert first == second
    assert responses[0]["key"]
    assert "key" not in responses[1]
    assert responses[0]["id"] == responses[1]["id"]
    alert = dialog(page).get_by_role("alert")
    await expect(alert).to_contain_text(f"{responses[0]['prefix']}… exists")
    await expect(alert).to_contain_text("No one has this key")

    again = dialog(page).get_by_role("button", name="Revoke and create again")
    await expect(again).to_be_focused()
    async with page.expect_request(lambda request: request.method == "POST") as third:
        await again.click()
    key = await shown_key(page)
    assert (await third.value).headers["idempotency-key"] not in (None, first)
    async with httpx.AsyncClient(base_url=service.url) as script:
        for text, status in ((responses[0]["key"], 401), (key, 200)):
            response = await script.get("/v1/me", headers={"Authorization": f"Bearer {text}"})
            assert response.status_code == status

    await copy_key(page)
    await dialog(page).get_by_role("button", name="Done").click()
    await expect(dialog(page)).to_be_hidden()
    await expect(row(page, "Zapier")).to_have_count(1)
    await assert_nowhere(page, seen, responses[0]["key"], key)
    await assert_nowhere_in_history(page, seen, responses[0]["key"], key)


async def test_the_dialog_can_be_closed_and_the_key_is_in_the_list(page: Page, seen: Seen) -> None:
    responses, _ = await _lose_first_response(page)
    await open_panel(page)
    await _create_and_retry(page)
    # There is nothing to lose, so no confirmation.
    await page.keyboard.press("Escape")
    await expect(dialog(page)).to_be_hidden()
    await expect(row(page, "Zapier")).to_contain_text(responses[0]["prefix"])
    await assert_nowhere(page, seen, responses[0]["key"])


async def test_a_changed_form_after_a_lost_response_is_a_new_request(page: Page) -> None:
    responses, requests = await _lose_first_response(page)
    await open_panel(page)
    form = await open_form(page, "Zapier")
    await submit(page)
    await expect(form.get_by_role("alert")).to_be_visible()
    await form.get_by_role("textbox", name="Name").fill("Make")
    await submit(page)
    await shown_key(page)
    assert requests[0].headers["idempotency-key"] != requests[1].headers["idempotency-key"]
    assert responses[0]["id"] != responses[1]["id"]
