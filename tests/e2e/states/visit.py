"""Visits states in both themes and in several sizes."""

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
from tests.e2e.states.registry import State
from tests.e2e.states.rows import YOU, Row
from tests.e2e.states.workspace_builder import create_workspace
from tests.fixtures.service import LiveService

THEMES = ("light", "dark")


@dataclass(frozen=True)
class Size:
    name: str
    width: int
    height: int


#: Waits for fonts and for animations, except for endless ones such as the skeleton's.
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
    """Brings pages into the states of one service."""

    contexts: Contexts
    service: LiveService
    database: Database

    async def visit(
        self, state: State, sizes: Sequence[Size], callback: Callable[[Page, Size, str], Awaitable[None]]
    ) -> None:
        """Calls `callback` with the settled page for each size and theme.

        Enters the state only once, unless it has `enter_for_each_size`.
        """
        for group in [[size] for size in sizes] if state.enter_for_each_size else [sizes]:
            async with self._enter(state, group[0]) as page:
                themes = THEMES
                for size in group:
                    for theme in themes:
                        await page.set_viewport_size({"width": size.width, "height": size.height})
                        await page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
                        await page.evaluate(_SETTLED)
                        await callback(page, size, theme)
                    themes = themes[::-1]  # The next size starts with the current theme.

    @asynccontextmanager
    async def _enter(self, state: State, size: Size) -> AsyncIterator[Page]:
        """Yields a page in this state, in its own browser. Requests elsewhere and script errors fail the test."""
        async with self.contexts.like_new(
            self.service.url,
            locale="en-GB",
            timezone_id="Europe/Stockholm",
            # Saves waiting when the theme changes: a fade takes 150 ms, and there are hundreds of them.
            reduced_motion="reduce",
        ) as context:
            if state.keys is not None:
                name = f"{state.name}.{size.name}"
                await sign_in_to_new_workspace(context, self.service, self.database, name, state.keys, state.who)
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


async def sign_in_to_new_workspace(
    context: BrowserContext, service: LiveService, database: Database, name: str, keys: Sequence[Row], who: str = YOU
) -> None:
    """Signs the context in as `who`, in a new workspace with these keys (see `create_workspace`)."""
    token = await create_workspace(database, name, keys, who)
    host = urlsplit(service.url).hostname or ""
    await context.add_cookies([{"name": SESSION_COOKIE, "value": token, "domain": host, "path": COOKIE_PATH}])
