"""What one browser test leaves behind, the next one does not find."""

from playwright.async_api import BrowserContext, Page

from tests.e2e import driving
from tests.e2e.contexts import Contexts
from tests.fixtures.service import LiveService

FILL = """async () => {
    localStorage.setItem('left', 'behind')
    await (await caches.open('left')).put('/healthz', new Response('behind'))
    await new Promise((done) => { indexedDB.open('left').onsuccess = ({target}) => done(target.result.close()) })
}"""
HELD = """async () => ({
    origin: location.pathname,
    storage: [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...await caches.keys()],
    databases: (await indexedDB.databases()).length,
    clipboard: (await navigator.permissions.query({name: 'clipboard-read'})).state,
    online: navigator.onLine,
})"""


async def _look(context: BrowserContext) -> tuple[object, object]:
    page = await context.new_page()
    await page.goto("/healthz")
    return await page.evaluate(HELD), await context.cookies()


async def test_the_next_test_gets_the_same_context_as_good_as_new(contexts: Contexts, service: LiveService) -> None:
    async with contexts.like_new(service.url) as context:
        new = await _look(context)
        assert new[1] == []
        await context.pages[-1].evaluate(FILL)
        await driving.sign_in(context, "maya@demo.test", "demo-password")
        await context.clear_permissions()
        await context.grant_permissions(["geolocation"])
        await context.set_offline(True)
    async with contexts.like_new(service.url) as again:
        assert again is context
        assert len(again.pages) == 1
        assert await _look(again) == new


async def test_a_clock_stays_with_its_context(contexts: Contexts, service: LiveService) -> None:
    async with contexts.like_new(service.url) as context:
        page: Page = await context.new_page()
        await page.clock.install()
    async with contexts.like_new(service.url) as another:
        assert another is not context


async def test_options_stay_with_their_context(contexts: Contexts, service: LiveService) -> None:
    async with contexts.like_new(service.url, locale="de-DE"):
        pass
    async with contexts.like_new(service.url) as context:
        page = await context.new_page()
        assert await page.evaluate("navigator.language") != "de-DE"
