"""Every state, in both themes, on a small phone and on a desktop: nothing for axe to find, nothing too wide."""

from pathlib import Path

import pytest
from playwright.async_api import Page

from sami.db.database import Database
from tests.e2e.contexts import Contexts
from tests.e2e.states import STATES
from tests.e2e.states.registry import State
from tests.e2e.states.visit import THEMES, Size, Visitor
from tests.fixtures.service import LiveService

SIZES = (Size("desktop", 1280, 800), Size("phone", 320, 640))
AXE = (Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js").read_text()
FINDINGS = """async (options) => {
    const { violations } = await axe.run({ resultTypes: ['violations'], ...options })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => [id, html, failureSummary]))
}"""
#: What sticks out sideways: of the page, or of a box that cuts it off without saying so by an ellipsis.
STICKING_OUT = """[...document.querySelectorAll('*')].filter((one) => {
    const { overflowX, textOverflow } = getComputedStyle(one)
    const cuts = one === document.documentElement || ['hidden', 'clip'].includes(overflowX)
    const forEyes = one.clientWidth > 1 && !one.closest('[aria-hidden=true]')
    return cuts && forEyes && textOverflow !== 'ellipsis' && one.scrollWidth > one.clientWidth
}).map((one) => `${one.scrollWidth - one.clientWidth} px stick out of ${one.outerHTML.slice(0, 200)}`)"""


@pytest.mark.parametrize("state", [state for state in STATES if not state.only_drawn], ids=lambda state: state.name)
async def test_a_state_is_accessible_and_fits(
    state: State, contexts: Contexts, service: LiveService, shared_database: Database
) -> None:
    wrong: dict[str, list[object]] = {}

    async def look(page: Page, size: Size, theme: str) -> None:
        if not await page.evaluate("'axe' in window"):
            await page.evaluate(AXE)
        # A theme is colours, and nothing else, so the other rules have nothing new to say of the second.
        if theme == THEMES[0]:
            found = await page.evaluate(FINDINGS, {}) + await page.evaluate(STICKING_OUT)
        else:
            found = await page.evaluate(FINDINGS, {"runOnly": ["color-contrast", "link-in-text-block"]})
        if found:
            wrong[f"{size.name}, {theme}"] = found

    await Visitor(contexts, service, shared_database).see(state, SIZES, look)
    assert wrong == {}
