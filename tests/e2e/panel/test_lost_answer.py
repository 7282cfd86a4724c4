"""Point 4: the answer to a creation, with the key in it, got lost on the way."""

from typing import Any

import httpx
from playwright.async_api import Page, Request, Route, expect

from tests.e2e.conftest import Seen
from tests.e2e.driving import copy_key, dialog, open_form, open_panel, row, shown_key, submit
from tests.e2e.hygiene import assert_nowhere, assert_nowhere_in_history
from tests.fixtures.service import LiveService


async def _lose_the_first_answer(page: Page) -> tuple[list[dict[str, Any]], list[Request]]:
    """What the answers said, the lost one first, and what was asked."""
    answers: list[dict[str, Any]] = []
    requests: list[Request] = []

    async def act(route: Route) -> None:
        if route.request.method != "POST":
            await route.fallback()
            return
        requests.append(route.request)
        answer = await route.fetch()
        answers.append(await answer.json())
        if len(answers) == 1:
            await route.abort("connectionreset")
        else:
            await route.fulfill(response=answer)

    await page.route("**/api/keys", act)
    return answers, requests


async def _retry_until_it_is_known(page: Page) -> None:
    await open_form(page, "Zapier")
    await submit(page)
    unsure = dialog(page).get_by_role("alert")
    await expect(unsure).to_contain_text("The key may or may not have been created")
    await expect(dialog(page).get_by_role("textbox", name="Name")).to_have_value("Zapier")
    await submit(page)
    await expect(dialog(page)).to_have_accessible_name("The key was created, but the response was lost")


async def test_it_is_said_and_the_key_is_replaced_by_one_that_works(
    page: Page, seen: Seen, service: LiveService
) -> None:
    answers, requests = await _lose_the_first_answer(page)
    await open_panel(page)
    await _retry_until_it_is_known(page)

    first, second = [request.headers.get("idempotency-key") for request in requests]
    assert first
    assert first == second
    assert answers[0]["key"]
    assert "key" not in answers[1]
    assert answers[0]["id"] == answers[1]["id"]
    told = dialog(page).get_by_role("alert")
    await expect(told).to_contain_text(f"{answers[0]['prefix']}… exists")
    await expect(told).to_contain_text("No one has this key")

    again = dialog(page).get_by_role("button", name="Revoke and create again")
    await expect(again).to_be_focused()
    async with page.expect_request(lambda request: request.method == "POST") as third:
        await again.click()
    key = await shown_key(page)
    assert (await third.value).headers["idempotency-key"] not in (None, first)
    async with httpx.AsyncClient(base_url=service.url) as script:
        for text, status in ((answers[0]["key"], 401), (key, 200)):
            answer = await script.get("/v1/me", headers={"Authorization": f"Bearer {text}"})
            assert answer.status_code == status

    await copy_key(page)
    await dialog(page).get_by_role("button", name="Done").click()
    await expect(dialog(page)).to_be_hidden()
    await expect(row(page, "Zapier")).to_have_count(1)
    await assert_nowhere(page, seen, answers[0]["key"], key)
    await assert_nowhere_in_history(page, seen, answers[0]["key"], key)


async def test_it_can_be_left_for_later_and_the_key_is_in_the_list(page: Page, seen: Seen) -> None:
    answers, _ = await _lose_the_first_answer(page)
    await open_panel(page)
    await _retry_until_it_is_known(page)
    # There is nothing to lose: no question.
    await page.keyboard.press("Escape")
    await expect(dialog(page)).to_be_hidden()
    await expect(row(page, "Zapier")).to_contain_text(answers[0]["prefix"])
    await assert_nowhere(page, seen, answers[0]["key"])


async def test_other_content_after_a_lost_answer_is_another_request(page: Page) -> None:
    answers, requests = await _lose_the_first_answer(page)
    await open_panel(page)
    form = await open_form(page, "Zapier")
    await submit(page)
    await expect(form.get_by_role("alert")).to_be_visible()
    await form.get_by_role("textbox", name="Name").fill("Make")
    await submit(page)
    await shown_key(page)
    assert requests[0].headers["idempotency-key"] != requests[1].headers["idempotency-key"]
    assert answers[0]["id"] != answers[1]["id"]
