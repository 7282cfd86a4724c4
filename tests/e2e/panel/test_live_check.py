"""Point 5: the dialog shows that the key works, and stops asking when nobody looks or nothing comes."""

import re
import shlex

import httpx
from playwright.async_api import Page, Request, expect

from tests.e2e.driving import create_key, dialog, open_panel, stop_clock

SECOND = 1_000
MINUTE = 60 * SECOND
ABOUT_ONE_KEY = re.compile(r"/api/keys/[0-9a-f-]{36}$")


async def test_the_command_is_masked_on_screen_and_real_on_the_clipboard_and_is_seen_working(page: Page) -> None:
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


async def test_it_asks_within_three_seconds_not_while_hidden_and_not_after_five_minutes(page: Page) -> None:
    asked: list[Request] = []
    await page.clock.install()
    page.on("request", lambda request: asked.append(request) if ABOUT_ONE_KEY.search(request.url) else None)
    await open_panel(page)
    await create_key(page, "Zapier")
    waiting = dialog(page).get_by_text("Waiting for the first call…")
    await expect(waiting).to_be_visible()

    async def asked_during(milliseconds: int) -> int:
        before = len(asked)
        await page.clock.run_for(milliseconds)
        # What the page has sent so far is known when an answer to something later is.
        await page.evaluate("fetch('/healthz').then((answer) => answer.text())")
        return len(asked) - before

    await stop_clock(page)
    async with page.expect_request(ABOUT_ONE_KEY):
        await page.clock.run_for(3 * SECOND)
    await page.clock.resume()
    async with page.expect_request(ABOUT_ONE_KEY):
        pass

    await _turn(page, "hidden")
    # One may have been on its way.
    await asked_during(3 * SECOND)
    assert await asked_during(30 * SECOND) == 0
    async with page.expect_request(ABOUT_ONE_KEY):
        await _turn(page, "visible")
    async with page.expect_request(ABOUT_ONE_KEY):
        pass

    await page.clock.run_for(5 * MINUTE)
    await expect(dialog(page).get_by_text("No calls in five minutes")).to_be_visible()
    assert await asked_during(MINUTE) == 0
    await dialog(page).get_by_role("button", name="Check again").click()
    await expect(waiting).to_be_visible()
    async with page.expect_request(ABOUT_ONE_KEY):
        pass


async def _turn(page: Page, state: str) -> None:
    """Playwright keeps every page visible, so the page is told otherwise, as a browser tells it."""
    await page.evaluate(
        """(state) => {
            Object.defineProperty(document, 'visibilityState', {get: () => state, configurable: true})
            Object.defineProperty(document, 'hidden', {get: () => state === 'hidden', configurable: true})
            document.dispatchEvent(new Event('visibilitychange', {bubbles: true}))
        }""",
        state,
    )
