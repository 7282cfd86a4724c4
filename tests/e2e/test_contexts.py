"""A reused browser context carries nothing over from one test to the next."""

from playwright.async_api import BrowserContext, Page

from tests.e2e import driving
from tests.e2e.contexts import Contexts
from tests.fixtures.service import LiveService

FILL = """async () => {
    localStorage.setItem('left', 'behind')
    await (await caches.open('left')).put('/healthz', new Response('behind'))
    await new Promise((done) => { indexedDB.open('left').onsuccess = ({target}) => done(target.result.close()) })
}"""
STATE = """async () => ({
    origin: location.pathname,
    storage: [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...await caches.keys()],
    databases: (await indexedDB.databases()).length,
    clipboard: (await navigator.permissions.query({name: 'clipboard-read'})).state,
    online: navigator.onLine,
})"""


async def _state(context: BrowserContext) -> tuple[object, object]:
    page = await context.new_page()
    await page.goto("/healthz")
    return await page.evaluate(STATE), await context.cookies()


async def test_the_next_test_gets_the_same_context_in_its_initial_state(
    contexts: Contexts, service: LiveService
) -> None:
    async with contexts.like_new(service.url) as context:
        initial = await _state(context)
        assert initial[1] == []
        await context.pages[-1].evaluate(FILL)
        await driving.sign_in(context, "maya@demo.test", "demo-password")
        await context.clear_permissions()
        await context.grant_permissions(["geolocation"])
        await context.set_offline(True)
    async with contexts.like_new(service.url) as again:
        assert again is context
        assert len(again.pages) == 1
        assert await _state(again) == initial


async def test_a_context_with_an_installed_clock_is_not_reused(contexts: Contexts, service: LiveService) -> None:
    async with contexts.like_new(service.url) as context:
        page: Page = await context.new_page()
        await page.clock.install()
    async with contexts.like_new(service.url) as another:
        assert another is not context


async def test_a_context_with_other_options_is_not_reused(contexts: Contexts, service: LiveService) -> None:
    async with contexts.like_new(service.url, locale="de-DE"):
        pass
    async with contexts.like_new(service.url) as context:
        page = await context.new_page()
        assert await page.evaluate("navigator.language") != "de-DE"
