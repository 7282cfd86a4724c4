"""Going to see a state, in both themes and in several sizes."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, Page

from sami.db.database import Database
from sami.http.dependencies import SESSION_COOKIE
from sami.sessions.routes import COOKIE_PATH
from tests.e2e.conftest import Seen
from tests.e2e.contexts import Contexts
from tests.e2e.states.household import move_in
from tests.e2e.states.registry import State
from tests.e2e.states.rows import YOU, Row
from tests.fixtures.service import LiveService

THEMES = ("light", "dark")


@dataclass(frozen=True)
class Size:
    name: str
    width: int
    height: int


#: Fades are over and letters are there. (What moves for ever, such as the skeleton, is not waited for.)
_SETTLED = """async () => {
    await document.fonts.ready
    for (;;) {
        const moving = document.getAnimations()
            .filter((one) => one.playState === 'running' && one.effect.getComputedTiming().endTime !== Infinity)
        if (moving.length === 0) return
        await Promise.all(moving.map((one) => one.finished.catch(() => null)))
    }
}"""


@dataclass(frozen=True)
class Visitor:
    """Knows the way to every state of one service."""

    contexts: Contexts
    service: LiveService
    database: Database

    async def see(
        self, state: State, sizes: Sequence[Size], look: Callable[[Page, Size, str], Awaitable[None]]
    ) -> None:
        """Calls `look` with the page at rest, for each size and theme; the state is entered once, if that is enough."""
        for visit in [[size] for size in sizes] if state.again_for_each_size else [sizes]:
            async with self._enter(state, visit[0]) as page:
                themes = THEMES
                for size in visit:
                    for theme in themes:
                        await page.set_viewport_size({"width": size.width, "height": size.height})
                        await page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
                        await page.evaluate(_SETTLED)
                        await look(page, size, theme)
                    themes = themes[::-1]  # The next size begins with the theme that is there.

    @asynccontextmanager
    async def _enter(self, state: State, size: Size) -> AsyncIterator[Page]:
        """A page in that state, in a browser of its own; nothing may leave the service or fail in the page."""
        async with self.contexts.like_new(
            self.service.url,
            locale="en-GB",
            timezone_id="Europe/Stockholm",
            # Nothing to wait for when the theme changes: a fade takes 150 ms, and there are hundreds.
            reduced_motion="reduce",
        ) as context:
            if state.keys is not None:
                of = f"{state.name}.{size.name}"
                await come_home(context, self.service, self.database, of, state.keys, state.who)
            page = await context.new_page()
            await page.set_viewport_size({"width": size.width, "height": size.height})
            seen = Seen()
            seen.listen(page)
            await state.enter(page)
            yield page
            assert seen.failures == []
            own = (self.service.url, "data:", "blob:")
            assert [each.url for each in seen.requests if not each.url.startswith(own)] == []
            assert [line for line in seen.console if "Content Security Policy" in line] == []


async def come_home(
    context: BrowserContext, service: LiveService, database: Database, of: str, keys: Sequence[Row], who: str = YOU
) -> None:
    """The context is signed in as `who`, in a new workspace with these keys; see `move_in`."""
    token = await move_in(database, of, keys, who)
    host = urlsplit(service.url).hostname or ""
    await context.add_cookies([{"name": SESSION_COOKIE, "value": token, "domain": host, "path": COOKIE_PATH}])
