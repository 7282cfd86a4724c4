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
FINDINGS = """async (options, exclude = []) => {
    const context = exclude.length ? { include: [[document.documentElement]], exclude } : document
    const { violations } = await axe.run(context, { resultTypes: ['violations'], ...options })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => [id, html, failureSummary]))
}"""
#: What the rules about colours need not look at again: of siblings that differ in nothing but their text, ids and
#: links, such as the rows of a long list, all but the first two and the last. Colours take axe most of its time.
LIKE_OTHERS = """() => {
    const IGNORED = /^(id|href|d|points|datetime|title|for|style|aria-(label|labelledby|describedby|controls))$/
    const shapes = new Map()
    const shape = (one) => {
        const attributes = [...one.attributes].filter(({ name }) => !IGNORED.test(name))
        const own = `${one.tagName} ${attributes.map(({ name, value }) => `${name}=${value}`).join(' ')}`
        shapes.set(one, `${own}(${[...one.children].map(shape).join(',')})`)
        return shapes.get(one)
    }
    shape(document.body)
    const repeated = []
    for (const parent of document.body.querySelectorAll('*')) {
        const alike = Map.groupBy([...parent.children], (one) => shapes.get(one))
        for (const group of alike.values()) repeated.push(...group.slice(2, -1))
    }
    return repeated.filter((one) => one.firstElementChild && !repeated.includes(one.parentElement))
}"""
COLOURS = ["color-contrast", "link-in-text-block"]
CHECK_COLOURS = f"async () => await ({FINDINGS})({{ runOnly: {COLOURS} }}, ({LIKE_OTHERS})().map((one) => [one]))"
CHECK_THE_REST = f"""async () => await ({FINDINGS})({{
    rules: Object.fromEntries({COLOURS}.map((rule) => [rule, {{ enabled: false }}]))
}})"""
#: Content wider than the page, or wider than a box that cuts it off without an ellipsis.
OVERFLOWING = """[...document.querySelectorAll('*')].filter((one) => {
    const { overflowX, textOverflow } = getComputedStyle(one)
    const cuts = one === document.documentElement || ['hidden', 'clip'].includes(overflowX)
    const forEyes = one.clientWidth > 1 && !one.closest('[aria-hidden=true]')
    return cuts && forEyes && textOverflow !== 'ellipsis' && one.scrollWidth > one.clientWidth
}).map((one) => `${one.scrollWidth - one.clientWidth} px stick out of ${one.outerHTML.slice(0, 200)}`)"""


@pytest.mark.parametrize(
    "state",
    [
        # Together they take longer than any other file, so pytest's workers share them, a module of states each.
        pytest.param(state, id=state.name, marks=pytest.mark.xdist_group(state.enter.__module__))
        for state in STATES
        if not state.only_drawn
    ],
)
async def test_a_state_is_accessible_and_fits(
    state: State, contexts: Contexts, service: LiveService, shared_database: Database
) -> None:
    all_findings: dict[str, list[object]] = {}

    async def check(page: Page, size: Size, theme: str) -> None:
        if not await page.evaluate("'axe' in window"):
            await page.evaluate(AXE)
        findings = await page.evaluate(CHECK_COLOURS)
        # Themes differ only in colours, so the other rules would find nothing new in the second one.
        if theme == THEMES[0]:
            findings += await page.evaluate(CHECK_THE_REST) + await page.evaluate(OVERFLOWING)
        if findings:
            all_findings[f"{size.name}, {theme}"] = findings

    await Visitor(contexts, service, shared_database).visit(state, SIZES, check)
    assert all_findings == {}
