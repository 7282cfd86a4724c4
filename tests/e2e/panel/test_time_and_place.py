"""The panel adapts to the reader's time zone, text direction, screen, theme and preference for reduced motion."""

import re
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Locator, Page, expect
from sqlalchemy import update

from sami.db.database import Database
from sami.tables import ApiKey
from tests.e2e.driving import (
    create_key,
    dialog,
    heading,
    in_a_browser,
    key_field,
    open_form,
    open_panel,
    open_revoke,
    question,
    row,
    submit,
)
from tests.factories.world import Person, World

AGE = timedelta(hours=3, minutes=5)


async def _create_old_key(world: World, database: Database, maya: Person) -> datetime:
    """Creates a key, backdates it by three hours, and returns the time of its creation."""
    key = await world.key(maya, name="Zapier")
    created_at = datetime.now(UTC) - AGE
    async with database.transaction() as session:
        await session.execute(update(ApiKey).where(ApiKey.id == key.id).values(created_at=created_at))
    return created_at


def _american(moment: datetime, zone: str) -> str:
    """Formats like Intl in en-US, with a narrow no-break space between the time and AM or PM."""
    local = moment.astimezone(ZoneInfo(zone))
    hour = local.hour % 12 or 12
    half = "AM" if local.hour < 12 else "PM"
    return f"{local:%b} {local.day}, {local.year}, {hour}:{local:%M}\u202f{half}"


@in_a_browser(locale="en-US", timezone_id="Asia/Kathmandu")
async def test_times_are_relative_and_on_hover_or_focus_absolute_in_the_readers_time_zone(
    page: Page, world: World, maya: Person, database: Database
) -> None:
    created_at = await _create_old_key(world, database, maya)
    await open_panel(page)
    moment = row(page, "Zapier").get_by_role("button", name="3 hours ago")
    assert await moment.locator("time").get_attribute("datetime") == _z(created_at)
    exact = page.get_by_role("tooltip")
    await expect(exact).to_have_count(0)
    both = f"{_american(created_at, 'Asia/Kathmandu')} GMT+5:45{_american(created_at, 'UTC')} UTC"

    await moment.hover()
    await expect(exact).to_have_text(both)
    # The tooltip stays while the mouse is on it, and closes when the mouse leaves.
    await exact.hover()
    await expect(exact).to_have_text(both)
    await page.mouse.move(5, 5)
    await expect(exact).to_have_count(0)

    await moment.focus()
    await expect(exact).to_have_text(both)
    await expect(moment).to_have_accessible_description(re.compile(r"GMT\+5:45"))
    await page.keyboard.press("Escape")
    await expect(exact).to_have_count(0)


@in_a_browser(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844}, timezone_id="Europe/Berlin")
async def test_a_tap_shows_the_exact_time(page: Page, world: World, maya: Person, database: Database) -> None:
    created_at = await _create_old_key(world, database, maya)
    await open_panel(page)
    await page.get_by_role("button", name="3 hours ago").tap()
    exact = page.get_by_role("tooltip")
    local = created_at.astimezone(ZoneInfo("Europe/Berlin"))
    await expect(exact).to_contain_text(f"{local:%H:%M} CE")
    await expect(exact).to_contain_text(f"{created_at:%H:%M} UTC")
    await _assert_inside_window(page, exact)
    await heading(page).tap()
    await expect(exact).to_have_count(0)


@in_a_browser(locale="de-DE", timezone_id="Europe/Berlin")
async def test_dates_are_in_english_like_the_rest_whatever_the_browsers_language(
    page: Page, world: World, maya: Person, database: Database
) -> None:
    await _create_old_key(world, database, maya)
    await open_panel(page)
    await expect(row(page, "Zapier").get_by_role("button", name="3 hours ago")).to_be_visible()


async def test_under_640_pixels_the_table_becomes_cards(page: Page, world: World, maya: Person) -> None:
    await world.key(maya, name="Zapier")
    await page.set_viewport_size({"width": 640, "height": 800})
    await open_panel(page)
    await expect(page.get_by_role("table", name="Active API keys")).to_be_visible()
    await page.set_viewport_size({"width": 639, "height": 800})
    cards = page.get_by_role("list", name="Active API keys")
    await expect(cards).to_be_visible()
    await expect(page.get_by_role("table")).to_have_count(0)
    card = cards.get_by_role("listitem").filter(has_text="Zapier")
    for term in ("Last used", "Expires", "Created"):
        await expect(card.get_by_role("term").filter(has_text=term)).to_be_visible()
    await expect(card.get_by_role("button", name="Revoke Zapier")).to_be_visible()


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("width", [320, 1280])
async def test_everything_fits_in_both_text_directions(
    page: Page, world: World, maya: Person, direction: str, width: int
) -> None:
    await page.set_viewport_size({"width": width, "height": 640})
    await page.add_init_script(
        f"document.addEventListener('DOMContentLoaded', () => (document.documentElement.dir = '{direction}'))"
    )
    long = "Averyveryveryverylongnamewithoutanyplacetobreakitwhichisstillallowed"
    for name in (long, "مفتاح التكامل", *(f"Zapier {n}" for n in range(8))):
        await world.key(maya, "admin", name=name, expires_in=timedelta(days=3))
    await world.revoke(await world.key(maya, name=f"{long} once"))
    await open_panel(page)
    assert await page.evaluate("getComputedStyle(document.body).direction") == direction
    # The workspace's name is beside the logo, on the side where reading starts.
    workspace = await page.get_by_role("banner").get_by_text("Acme").first.bounding_box()
    assert workspace
    assert (workspace["x"] + workspace["width"] / 2 < width / 2) == (direction == "ltr")
    await page.locator("summary", has_text="Revoked keys").click()
    await expect(page.get_by_text(f"{long} once")).to_be_visible()
    await _assert_fits(page)
    # A prefix always reads from left to right.
    prefix = page.get_by_text(re.compile("^sami_.{10}…$")).first
    assert await prefix.evaluate("(code) => getComputedStyle(code).direction") == "ltr"

    await open_revoke(page, long)
    await _assert_fits(page, question(page))
    await page.keyboard.press("Escape")
    await expect(question(page)).to_be_hidden()

    await open_form(page, f"{long} two")
    await _assert_fits(page, dialog(page))
    await submit(page)
    await expect(key_field(page)).to_be_visible()
    await _assert_fits(page, dialog(page))
    for text in (key_field(page), dialog(page).get_by_text(re.compile("^curl "))):
        assert await text.evaluate("(one) => getComputedStyle(one).direction") == "ltr"
    # The whole key is visible: it wraps instead of being cut off.
    assert await key_field(page).evaluate("(field) => field.scrollHeight <= field.clientHeight + 1")
    await page.keyboard.press("Escape")
    await expect(question(page)).to_be_visible()
    await _assert_fits(page, question(page))


async def test_the_theme_follows_the_readers_preference(page: Page) -> None:
    await open_panel(page)
    lightness = {}
    themes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for theme in themes:
        await page.emulate_media(color_scheme=theme)
        lightness[theme] = await page.evaluate(_LIGHTNESS)
    (light_background, dark_text), (dark_background, light_text) = lightness["light"], lightness["dark"]
    assert (light_background > 0.9, dark_text < 0.4) == (True, True)
    assert (dark_background < 0.3, light_text > 0.7) == (True, True)


@in_a_browser(reduced_motion="reduce")
async def test_nothing_moves_for_readers_who_prefer_reduced_motion(page: Page, world: World, maya: Person) -> None:
    await world.key(maya, name="Make")
    await page.add_init_script(_RECORD_MOTION)
    await open_panel(page)
    await create_key(page, "Zapier")
    # Without the preference, this text pulses endlessly.
    await expect(dialog(page).get_by_text("Waiting for the first call…")).to_be_visible()
    await page.keyboard.press("Escape")
    await question(page).get_by_role("button", name="Close without copying").click()
    await expect(dialog(page)).to_be_hidden()
    await open_revoke(page, "Make")
    motion = await page.evaluate("motion")
    assert motion
    assert [each for each in motion if each[1] is None or each[1] > 1] == []


#: The lightness of the background and of the text, from 0 to 1. A canvas converts any notation of a colour.
_LIGHTNESS = """() => [
    getComputedStyle(document.documentElement).backgroundColor, getComputedStyle(document.body).color,
].map((colour) => {
    const context = new OffscreenCanvas(1, 1).getContext('2d')
    context.fillStyle = colour
    context.fillRect(0, 0, 1, 1)
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data
    return (red + green + blue) / 3 / 255
})"""

#: Records what starts to move, and for how many milliseconds in total; `null` means endlessly.
_RECORD_MOTION = """
    window.motion = []
    for (const kind of ['transitionrun', 'animationstart']) {
        document.addEventListener(kind, (event) => {
            for (const one of event.target.getAnimations({subtree: true})) {
                const {endTime} = one.effect.getComputedTiming()
                motion.push([one.transitionProperty ?? one.animationName, Number.isFinite(endTime) ? endTime : null])
            }
        }, true)
    }
"""


async def _assert_fits(page: Page, popup: Locator | None = None) -> None:
    """Checks that nothing scrolls sideways or is cut off, and that the popup is inside the window."""
    too_wide = await page.evaluate(
        """() => [...document.querySelectorAll('body *:not(input)')]
            .filter((one) => one.scrollWidth > one.clientWidth + 1)
            .filter((one) => {
                const {overflowX, textOverflow, clipPath} = getComputedStyle(one)
                // Text for screen readers only, and a workspace's name that ends in an ellipsis.
                const intended = clipPath !== 'none' || one.clientWidth <= 1 || textOverflow === 'ellipsis'
                return overflowX !== 'visible' && !intended
            })
            .map((one) => one.outerHTML.slice(0, 200))"""
    )
    assert too_wide == []
    assert await page.evaluate("[document.documentElement.scrollWidth - innerWidth, scrollX]") == [0, 0]
    if popup is not None:
        await _assert_inside_window(page, popup)


async def _assert_inside_window(page: Page, locator: Locator) -> None:
    box = await locator.bounding_box()
    width = await page.evaluate("innerWidth")
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


def _z(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
