"""Live check: the dialog shows the key's first call within 3 s, and stops polling while hidden and after 5 minutes."""

import re
import shlex

import httpx
from playwright.async_api import Page, Request, expect

from tests.e2e.driving import create_key, dialog, open_panel, stop_clock

SECOND = 1_000
MINUTE = 60 * SECOND
ONE_KEY = re.compile(r"/api/keys/[0-9a-f-]{36}$")


async def test_the_command_is_masked_on_screen_but_works_when_copied(page: Page) -> None:
    await open_panel(page)
    key = await create_key(page, "Zapier")
    shown = dialog(page).get_by_text(re.compile("^curl "))
    await expect(shown).to_contain_text(f"Bearer {key[:15]}_••••••")
    await expect(shown).to_have_attribute("dir", "ltr")
    await expect(dialog(page).get_by_text("Waiting for the first call…")).to_be_visible()

    await dialog(page).get_by_role("button", name="Copy command").click()
    await expect(dialog(page).get_by_role("status").filter(has_text="Copied the command")).to_be_attached()
    command, url, option, header = shlex.split(await page.evaluate("navigator.clipboard.readText()"))
    assert (command, option, header) == ("curl", "-H", f"Authorization: Bearer {key}")
    name, value = header.split(": ", 1)
    async with httpx.AsyncClient(headers={name: value, "User-Agent": "curl/8.5.0"}) as curl:
        assert (await curl.get(url)).status_code == 200
    working = dialog(page).get_by_role("status").filter(has_text="Working")
    await expect(working).to_have_text(re.compile(r"^Working: first call just now from curl 8\.5\.0 · 127\.0\.0\.1$"))


async def test_polling_starts_within_three_seconds_and_stops_while_hidden_and_after_five_minutes(page: Page) -> None:
    requests: list[Request] = []
    await page.clock.install()
    page.on("request", lambda request: requests.append(request) if ONE_KEY.search(request.url) else None)
    await open_panel(page)
    await create_key(page, "Zapier")
    waiting = dialog(page).get_by_text("Waiting for the first call…")
    await expect(waiting).to_be_visible()

    async def polls_during(milliseconds: int) -> int:
        before = len(requests)
        await page.clock.run_for(milliseconds)
        # When the response to a later request arrives, all earlier requests are known.
        await page.evaluate("fetch('/healthz').then((response) => response.text())")
        return len(requests) - before

    await stop_clock(page)
    async with page.expect_request(ONE_KEY):
        await page.clock.run_for(3 * SECOND)
    await page.clock.resume()
    async with page.expect_request(ONE_KEY):
        pass

    await _set_visibility(page, "hidden")
    # One request may already be in flight.
    await polls_during(3 * SECOND)
    assert await polls_during(30 * SECOND) == 0
    async with page.expect_request(ONE_KEY):
        await _set_visibility(page, "visible")
    async with page.expect_request(ONE_KEY):
        pass

    await page.clock.run_for(5 * MINUTE)
    await expect(dialog(page).get_by_text("No calls in five minutes")).to_be_visible()
    assert await polls_during(MINUTE) == 0
    await dialog(page).get_by_role("button", name="Check again").click()
    await expect(waiting).to_be_visible()
    async with page.expect_request(ONE_KEY):
        pass


async def _set_visibility(page: Page, state: str) -> None:
    """Makes the page believe that it is hidden or visible. Playwright keeps every page visible."""
    await page.evaluate(
        """(state) => {
            Object.defineProperty(document, 'visibilityState', {get: () => state, configurable: true})
            Object.defineProperty(document, 'hidden', {get: () => state === 'hidden', configurable: true})
            document.dispatchEvent(new Event('visibilitychange', {bubbles: true}))
        }""",
        state,
    )
