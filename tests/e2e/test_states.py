"""Every state of the panel is accessible (axe) and fits a small phone and a desktop, in both themes."""

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
#: Content wider than the page, or wider than a box that cuts it off without an ellipsis.
OVERFLOWING = """[...document.querySelectorAll('*')].filter((one) => {
    const { overflowX, textOverflow } = getComputedStyle(one)
    const cuts = one === document.documentElement || ['hidden', 'clip'].includes(overflowX)
    const forEyes = one.clientWidth > 1 && !one.closest('[aria-hidden=true]')
    return cuts && forEyes && textOverflow !== 'ellipsis' && one.scrollWidth > one.clientWidth
}).map((one) => `${one.scrollWidth - one.clientWidth} px stick out of ${one.outerHTML.slice(0, 200)}`)"""


@pytest.mark.parametrize("state", [state for state in STATES if not state.only_drawn], ids=lambda state: state.name)
async def test_a_state_is_accessible_and_fits(
    state: State, contexts: Contexts, service: LiveService, shared_database: Database
) -> None:
    all_findings: dict[str, list[object]] = {}

    async def check(page: Page, size: Size, theme: str) -> None:
        if not await page.evaluate("'axe' in window"):
            await page.evaluate(AXE)
        # Themes differ only in colours, so the other rules would find nothing new in the second one.
        if theme == THEMES[0]:
            findings = await page.evaluate(FINDINGS, {}) + await page.evaluate(OVERFLOWING)
        else:
            findings = await page.evaluate(FINDINGS, {"runOnly": ["color-contrast", "link-in-text-block"]})
        if findings:
            all_findings[f"{size.name}, {theme}"] = findings

    await Visitor(contexts, service, shared_database).visit(state, SIZES, check)
    assert all_findings == {}
