"""Searches for a secret everywhere a page can keep one."""

from playwright.async_api import Page, expect

from tests.e2e.conftest import Seen
from tests.e2e.driving import heading

# The query cache isn't global: React's internal handle on the root element leads to its provider.
_CONTENTS = """async () => {
    const held = []
    const keep = (where, what) => held.push([where, typeof what === 'string' ? what : JSON.stringify(what) ?? ''])

    const walk = (node) => {
        if (node.nodeType !== Node.ELEMENT_NODE) keep('text or comment', node.nodeValue ?? '')
        else {
            for (const {name, value} of node.attributes) keep(`attribute ${name}`, value)
            for (const property of ['value', 'defaultValue', 'title', 'innerText']) {
                if (typeof node[property] === 'string') keep(`property ${property}`, node[property])
            }
            if (node.shadowRoot) walk(node.shadowRoot)
            if (node instanceof HTMLTemplateElement) walk(node.content)
        }
        node.childNodes.forEach(walk)
    }
    walk(document.documentElement)
    keep('title', document.title)
    keep('selection', String(getSelection()))
    keep('localStorage', {...localStorage})
    keep('sessionStorage', {...sessionStorage})
    keep('cookie', document.cookie)
    keep('window.name', window.name)
    keep('address', location.href)
    keep('history state', history.state)
    keep('performance entries', performance.getEntries().map(({name}) => name))
    for (const name of await caches.keys()) {
        const cache = await caches.open(name)
        for (const request of await cache.keys()) {
            keep('cache', [request.url, await (await cache.match(request)).text()])
        }
    }
    for (const {name} of await indexedDB.databases()) {
        const database = await new Promise((done) => (indexedDB.open(name).onsuccess = (e) => done(e.target.result)))
        for (const store of database.objectStoreNames) {
            const all = database.transaction(store).objectStore(store).getAll()
            keep('IndexedDB', [name, store, await new Promise((done) => (all.onsuccess = () => done(all.result)))])
        }
        database.close()
    }

    const root = document.getElementById('root')
    const handle = root && Object.keys(root).find((name) => name.startsWith('__reactContainer$'))
    if (handle) {
        let fiber = root[handle]
        while (fiber && !fiber.memoizedProps?.client?.getQueryCache) fiber = fiber.child
        const client = fiber.memoizedProps.client
        const queries = client.getQueryCache().getAll()
        if (queries.length === 0) throw new Error('nothing in the query cache: is this where it is?')
        for (const {queryKey, state} of queries) keep('query cache', [queryKey, state])
        for (const {state} of client.getMutationCache().getAll()) keep('mutation cache', state)
    }
    return held
}"""


async def places(page: Page, seen: Seen, *keys: str) -> list[str]:
    """Returns where a key's secret part is: in the page, its storage, its console or its requests."""
    session = await page.context.new_cdp_session(page)
    contents: list[tuple[str, str]] = await page.evaluate(_CONTENTS)
    contents += [("cookies", str(cookie)) for cookie in await page.context.cookies()]
    contents += [("console", line) for line in seen.console]
    contents += [(f"request of {each.url}", f"{each.url} {each.headers} {each.post_data}") for each in seen.requests]
    contents += [("history", str(each)) for each in (await session.send("Page.getNavigationHistory"))["entries"]]
    await session.detach()
    return [place for key in keys for place, content in contents if key.split("_")[2] in content]


async def assert_nowhere(page: Page, seen: Seen, *keys: str) -> None:
    assert await places(page, seen, *keys) == []


async def assert_nowhere_in_history(page: Page, seen: Seen, *keys: str) -> None:
    """Like `assert_nowhere`, but also after going forward, back, to another page and back again."""
    if await page.evaluate("navigation.canGoForward"):
        for step in ("forward", "back"):
            await page.evaluate(
                f"new Promise((done) => {{ addEventListener('popstate', done, {{once: true}}); history.{step}() }})"
            )
            await assert_nowhere(page, seen, *keys)
    # Browsers restore the contents of a page's fields.
    await page.goto("/healthz")
    await page.go_back()
    await expect(heading(page)).to_be_visible()
    await assert_nowhere(page, seen, *keys)
