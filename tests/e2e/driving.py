"""Actions of a person in the panel. Elements are found by role and name, so tests don't depend on the panel's looks."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from playwright.async_api import BrowserContext, Locator, Page, Route, expect

KEYS_PATH = "/settings/api-keys"
KEY = re.compile(r"sami_[0-9A-Za-z]{10}_[0-9A-Za-z]{38}")


def in_a_browser(**options: Any) -> pytest.MarkDecorator:
    """Runs a test in a browser with other options: `locale`, `timezone_id`, `has_touch`, `reduced_motion` …"""
    return pytest.mark.parametrize("context_options", [options], indirect=True, ids=["-".join(options)])


async def sign_in(context: BrowserContext, email: str, password: str) -> None:
    """Signs in without the form, which has tests of its own. Afterwards the context has the cookie."""
    response = await context.request.post("/api/session", data={"email": email, "password": password})
    assert response.status == 200, await response.text()


async def open_panel(page: Page, search: str = "") -> None:
    await page.goto(KEYS_PATH + search)
    await expect(heading(page)).to_be_visible()


def heading(page: Page) -> Locator:
    """The list's heading, which appears together with the list."""
    return page.get_by_role("heading", name=re.compile("^Active keys"))


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("button", name=f"Revoke {name}", exact=True))


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog")


def question(page: Page) -> Locator:
    """The dialog that asks for confirmation."""
    return page.get_by_role("alertdialog")


async def open_form(page: Page, name: str | None = None) -> Locator:
    await page.get_by_role("button", name="Create key").first.click()
    form = dialog(page)
    await expect(form.get_by_role("textbox", name="Name")).to_be_focused()
    if name is not None:
        await form.get_by_role("textbox", name="Name").fill(name)
    return form


async def choose(form: Locator, label: str) -> None:
    """Clicks the label of a radio button; the button itself may be visually hidden."""
    await form.get_by_text(label, exact=True).click()
    await expect(form.get_by_role("radio", name=label, exact=True)).to_be_checked()


async def submit(page: Page) -> None:
    await dialog(page).get_by_role("button", name="Create key").click()


async def create_key(page: Page, name: str) -> str:
    """Creates a key and returns it in full. The dialog that shows it stays open."""
    await open_form(page, name)
    await submit(page)
    return await shown_key(page)


async def settled(page: Page) -> None:
    """Waits until everything that the last action started has finished, to check what must not have happened."""
    await page.evaluate(
        """async () => {
            for (let frames = 2; frames > 0; frames--) await new Promise(requestAnimationFrame)
            const moving = document.getAnimations()
            const finite = moving.filter((one) => Number.isFinite(one.effect.getComputedTiming().endTime))
            await Promise.all(finite.map((one) => one.finished.catch(() => null)))
            await new Promise(requestAnimationFrame)
        }"""
    )


async def stop_clock(page: Page) -> None:
    """Stops the page's installed clock; from now on it only moves when the test moves it."""
    await page.clock.pause_at(await page.evaluate("Date.now()") / 1000 + 1)


def key_field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Full API key")


async def shown_key(page: Page) -> str:
    await expect(key_field(page)).to_have_value(KEY)
    return await key_field(page).input_value()


async def copy_key(page: Page) -> None:
    await dialog(page).get_by_role("button", name=re.compile("^Copy key")).click()
    await expect(dialog(page).get_by_role("button", name=re.compile("^Copied"))).to_be_visible()


async def open_details(page: Page, name: str) -> Locator:
    await page.get_by_role("button", name=name, exact=True).click()
    await expect(page.get_by_role("dialog", name=name, exact=True)).to_be_visible()
    return dialog(page)


async def open_revoke(page: Page, name: str) -> Locator:
    await page.get_by_role("button", name=f"Revoke {name}", exact=True).click()
    await expect(question(page)).to_be_visible()
    return question(page)


async def _press_escape(page: Page) -> None:
    await page.keyboard.press("Escape")


async def _press_backdrop(page: Page) -> None:
    await page.mouse.click(5, 400)


async def _press_cross(page: Page) -> None:
    await dialog(page).get_by_role("button", name="Close", exact=True).click()


async def _go_back(page: Page) -> None:
    await page.evaluate("history.back()")


async def _press_done(page: Page) -> None:
    await dialog(page).get_by_role("button", name="Done").click()


#: Ways to leave the dialog that shows the key. (Closing the tab is another one, but leaves no page to check.)
WAYS_OUT: dict[str, Callable[[Page], Awaitable[None]]] = {
    "Esc": _press_escape,
    "backdrop": _press_backdrop,
    "cross": _press_cross,
    "Back": _go_back,
    "Done": _press_done,
}


async def refuse(page: Page, url: str, method: str, status: int, headers: dict[str, str] | None = None) -> None:
    """Refuses such calls from now on, until `page.unroute(url)`."""
    problem = {
        "type": "about:blank",
        "title": "Refused",
        "status": status,
        "detail": "This is a drill.",
        "code": {401: "session_required", 429: "rate_limited"}.get(status, "internal_error"),
        "request_id": "req_drill",
    }

    async def respond(route: Route) -> None:
        if route.request.method != method:
            await route.fallback()
            return
        await route.fulfill(status=status, headers=headers or {}, json=problem, content_type="application/problem+json")

    await page.route(url, respond)
