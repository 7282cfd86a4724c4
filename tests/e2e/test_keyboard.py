"""Everything in the panel works with the keyboard alone, and the focus is always visible."""

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import BrowserContext, Locator, Page, expect

from sami.db.database import Database
from tests.e2e import driving
from tests.e2e.driving import dialog, question
from tests.e2e.states.rows import FEW, MANY, RETIRED, Row
from tests.e2e.states.visit import sign_in_to_new_workspace
from tests.fixtures.service import LiveService

UNUSED_KEY = FEW[3].name

#: The focused element, and whether it has a visible outline: its own, or one around its label's card.
FOCUSED = """async () => {
    await new Promise(requestAnimationFrame)
    const one = document.activeElement
    if (one === null || one === document.body) return null
    const ringed = [one, one.closest('label')].some((each) => {
        const { outlineStyle, outlineWidth, outlineColor } = each ? getComputedStyle(each) : {}
        return each && outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && !/, 0\\)$/.test(outlineColor)
    })
    const shown = one.closest('label') ?? one
    const { left, right, top, bottom } = shown.getBoundingClientRect()
    const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
    return {
        what: one.outerHTML.slice(0, 160),
        ringed,
        // Neither under the sticky header nor outside the window (WCAG 2.4.11).
        uncovered: there !== null && (shown.contains(there) || there.contains(shown)),
        inDialog: one.closest('[role=dialog], [role=alertdialog]') !== null,
    }
}"""


@pytest.fixture
async def panel(
    request: pytest.FixtureRequest, context: BrowserContext, service: LiveService, shared_database: Database, page: Page
) -> Page:
    """The panel of a new person with a few keys, or with those in the test's parameter."""
    keys: tuple[Row, ...] = getattr(request, "param", FEW)
    await sign_in_to_new_workspace(
        context, service, shared_database, request.function.__name__.replace("_", "-"), (*keys, *RETIRED)
    )
    await driving.open_panel(page)
    return page


with_many = pytest.mark.parametrize("panel", [MANY], indirect=True, ids=["many"])


async def test_signing_in_after_a_wrong_password(page: Page) -> None:
    await page.goto("/sign-in")
    await press_until(page, "Tab", page.get_by_role("textbox", name="Email"))
    await page.keyboard.type("maya@demo.test")
    await page.keyboard.press("Tab")
    await page.keyboard.type("not her password")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("Incorrect email or password")
    await expect(page.get_by_role("textbox", name="Password")).to_be_focused()

    await page.keyboard.press("ControlOrMeta+a")
    await page.keyboard.type("demo-password")
    await page.keyboard.press("Enter")
    await expect(driving.heading(page)).to_be_visible()


async def test_picking_a_demo_account(page: Page) -> None:
    await page.goto("/sign-in")
    await press_until(page, "Tab", page.get_by_role("button", name="Lena Moreau"))
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(driving.heading(page)).to_be_visible()


async def test_skipping_to_the_content(panel: Page) -> None:
    page = panel
    await page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to content")
    await expect(link).to_be_focused()
    await expect(link).to_be_in_viewport(ratio=1)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("main")).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="API docs")).to_be_focused()


@with_many
async def test_the_focus_is_visible_everywhere(panel: Page) -> None:
    page = panel
    await page.locator("summary").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("table", name="Revoked API keys")).to_be_visible()
    assert [stop async for stop in _stops(page, "Tab")] != []
    forward = [stop async for stop in _stops(page, "Tab")]
    backward = [stop async for stop in _stops(page, "Shift+Tab")]
    assert len(forward) == len(backward) > 3 * len(MANY)
    assert [stop for stop in forward + backward if not (stop["ringed"] and stop["uncovered"])] == []


async def test_creating_copying_and_closing(panel: Page) -> None:
    page = panel
    trigger = page.get_by_role("button", name="Create key")
    await press_until(page, "Tab", trigger)
    await page.keyboard.press("Enter")
    form = dialog(page)
    await expect(form.get_by_role("textbox", name="Name")).to_be_focused()
    await _assert_focus_is_trapped(page)

    await form.get_by_role("textbox", name="Name").press("Enter")
    await expect(form.get_by_text("Give the key a name")).to_be_visible()
    await expect(form.get_by_role("textbox", name="Name")).to_be_focused()
    await page.keyboard.type("By hand")
    await page.keyboard.press("Tab")
    await expect(form.get_by_role("radio", name=re.compile("^Read only"))).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await expect(form.get_by_role("radio", name="Read & write")).to_be_checked()
    await page.keyboard.press("Tab")
    await expect(form.get_by_role("radio", name="1 year")).to_be_focused()
    await page.keyboard.press("ArrowLeft")
    await expect(form.get_by_role("radio", name="6 months")).to_be_checked()
    await press_until(page, "Tab", form.get_by_role("button", name="Create key"))
    await page.keyboard.press("Space")

    await expect(form.get_by_role("button", name="Copy key")).to_be_focused()
    await _assert_focus_is_trapped(page)
    await page.keyboard.press("Escape")
    await expect(question(page).get_by_role("button", name="Back to the key")).to_be_focused()
    await _assert_focus_is_trapped(page)
    await page.keyboard.press("Escape")
    await expect(question(page)).to_be_hidden()
    await expect(form.locator(":focus")).to_be_visible()

    await press_until(page, "Tab", form.get_by_role("button", name="Copy key"))
    key = await driving.shown_key(page)
    await page.keyboard.press("Enter")
    await expect(form.get_by_role("button", name="Copied")).to_be_focused()
    assert await page.evaluate("navigator.clipboard.readText()") == key
    await press_until(page, "Tab", form.get_by_role("button", name="Done"))
    await page.keyboard.press("Enter")
    await expect(form).to_be_hidden()
    await expect(trigger).to_be_focused()
    await expect(driving.row(page, "By hand")).to_contain_text("Read & write")


async def test_copying_the_key_by_hand_when_the_browser_refuses_to_copy(panel: Page) -> None:
    page = panel
    await page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError')) }"
    )
    await press_until(page, "Tab", page.get_by_role("button", name="Create key"))
    await page.keyboard.press("Enter")
    await expect(dialog(page).get_by_role("textbox", name="Name")).to_be_focused()
    await page.keyboard.type("Refused")
    await page.keyboard.press("Enter")
    await expect(dialog(page).get_by_role("button", name="Copy key")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(driving.key_field(page)).to_be_focused()
    await page.keyboard.press("ControlOrMeta+c")
    assert await page.evaluate("navigator.clipboard.readText()") == await driving.shown_key(page)
    await page.keyboard.press("Escape")
    await expect(dialog(page)).to_be_hidden()


async def test_keeping_and_then_revoking_a_key(panel: Page) -> None:
    page = panel
    trigger = page.get_by_role("button", name=f"Revoke {UNUSED_KEY}")
    for leave in ("Escape", "Enter"):
        await press_until(page, "Tab", trigger)
        await page.keyboard.press("Enter")
        await expect(question(page).get_by_role("button", name="Keep key")).to_be_focused()
        await _assert_focus_is_trapped(page)
        await press_until(page, "Tab", question(page).get_by_role("button", name="Keep key"))
        await page.keyboard.press(leave)
        await expect(question(page)).to_be_hidden()
        await expect(trigger).to_be_focused()

    await page.keyboard.press("Enter")
    await press_until(page, "Tab", question(page).get_by_role("button", name="Revoke key"))
    await page.keyboard.press("Enter")
    await expect(question(page)).to_be_hidden()
    await expect(driving.heading(page)).to_be_focused()
    await expect(trigger).to_be_hidden()


async def test_replacing_a_key(panel: Page) -> None:
    page = panel
    name = page.get_by_role("button", name=UNUSED_KEY, exact=True)
    await press_until(page, "Tab", name)
    await page.keyboard.press("Enter")
    await press_until(page, "Tab", dialog(page).get_by_role("button", name="Replace key"))
    await page.keyboard.press("Enter")
    form = dialog(page)
    await expect(form.get_by_role("radio", name="24 hours")).to_be_focused()
    await _assert_focus_is_trapped(page)
    await press_until(page, "Tab", form.get_by_role("radio", name="24 hours"))
    await page.keyboard.press("ArrowLeft")
    await expect(form.get_by_role("radio", name="1 hour")).to_be_checked()
    await page.keyboard.press("Enter")

    await expect(form.get_by_role("button", name="Copy key")).to_be_focused()
    await _assert_focus_is_trapped(page)
    await press_until(page, "Tab", form.get_by_role("button", name="Copy key"))
    await page.keyboard.press("Enter")
    await expect(form.get_by_role("button", name="Copied")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(form).to_be_hidden()
    old = page.get_by_role("row").filter(has_text="Replaced, stops in 1 hour")
    await expect(old.get_by_role("button", name=UNUSED_KEY, exact=True)).to_be_focused()


@with_many
async def test_searching_and_sorting(panel: Page) -> None:
    page = panel
    search = page.get_by_role("searchbox", name="Search keys by name or prefix")
    await press_until(page, "Tab", search)
    await page.keyboard.type("zap")
    await expect(page.get_by_role("button", name=re.compile("^Revoke "))).to_have_count(1)
    await expect(search).to_be_focused()
    await page.keyboard.press("ControlOrMeta+a")
    await page.keyboard.press("Delete")
    await expect(page.get_by_role("button", name=re.compile("^Revoke "))).to_have_count(len(MANY))

    name = page.get_by_role("columnheader", name="Name").get_by_role("button")
    for order in ("ascending", "descending"):
        await press_until(page, "Tab", name)
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("columnheader", name="Name")).to_have_attribute("aria-sort", order)
        await expect(name).to_be_focused()

    await page.set_viewport_size({"width": 390, "height": 844})
    await press_until(page, "Tab", page.get_by_role("combobox", name="Sort keys"))
    await page.keyboard.type("Oldest")
    await expect(page).to_have_url(re.compile(r"sort=created$"))


async def test_unfolding_the_revoked_keys(panel: Page) -> None:
    page = panel
    await press_until(page, "Tab", page.locator("summary", has_text="Revoked keys"))
    await page.keyboard.press("Enter")
    table = page.get_by_role("table", name="Revoked API keys")
    await expect(table).to_be_visible()
    await page.keyboard.press("Tab")
    await expect(table.locator(":focus")).to_be_visible()
    await press_until(page, "Shift+Tab", page.locator("summary", has_text="Revoked keys"))
    await page.keyboard.press("Space")
    await expect(table).to_be_hidden()


async def test_reading_an_exact_time(panel: Page) -> None:
    page = panel
    await page.set_viewport_size({"width": 390, "height": 400})
    moment = page.get_by_role("button", name="minutes ago")
    await press_until(page, "Tab", moment)
    bubble = page.get_by_role("tooltip")
    await expect(bubble).to_contain_text("UTC")
    await expect(moment).to_have_accessible_description(re.compile("UTC$"))
    before = await _gap(moment, bubble)
    await page.evaluate("scrollBy(0, -60); new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))")
    assert await _gap(moment, bubble) == before
    await page.keyboard.press("Escape")
    await expect(bubble).to_be_hidden()
    await expect(moment).to_be_focused()


async def test_signing_out(panel: Page) -> None:
    page = panel
    menu = page.get_by_role("button", name="Account: Maya Lindqvist")
    sign_out = page.get_by_role("button", name="Sign out")
    await press_until(page, "Tab", menu)
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await expect(sign_out).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(sign_out).to_be_hidden()
    await expect(menu).to_be_focused()
    await page.keyboard.press("Enter")
    await press_until(page, "Tab", sign_out)
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(re.compile("/sign-in$"))
    await press_until(page, "Tab", page.get_by_role("textbox", name="Email"))


async def press_until(page: Page, key: str, wanted: Locator, limit: int = 80) -> None:
    """Presses `key` until the wanted element has the focus, and checks that the focus is visible."""
    await expect(wanted).to_be_visible()
    for _ in range(limit):
        await page.keyboard.press(key)
        if await wanted.evaluate("one => one === document.activeElement"):
            break
    await expect(wanted).to_be_focused()
    stop = await page.evaluate(FOCUSED)
    assert stop["ringed"], stop


async def _stops(page: Page, key: str) -> AsyncIterator[dict[str, object]]:
    """Yields the elements that `key` focuses until the focus leaves the page. The next press starts over."""
    while True:
        await page.keyboard.press(key)
        stop = await page.evaluate(FOCUSED)
        if stop is None:
            return
        yield stop


async def _assert_focus_is_trapped(page: Page) -> None:
    """Goes around in both directions: the focus never leaves the open dialog, and is always visible."""
    for key in ("Tab", "Shift+Tab"):
        for _ in range(12):
            await page.keyboard.press(key)
            stop = await page.evaluate(FOCUSED)
            assert stop is not None
            assert stop["inDialog"], stop
            assert stop["ringed"], stop


async def _gap(moment: Locator, bubble: Locator) -> float:
    one, other = await moment.bounding_box(), await bubble.bounding_box()
    assert one is not None
    assert other is not None
    return round(one["y"] - other["y"])
