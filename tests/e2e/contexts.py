"""A browser context for each test, as good as new, without the price of a new one.

That price is a process and the panel's scripts compiled anew, a second of a core: half of what a test takes. So the
next test gets the last one's, unless that was an unusual one, or something is left in it that can't be taken out again.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page

#: For the browser: pages of one site in one context share a process, so that a new page finds it there.
SHARING = "--process-per-site"

PERMISSIONS = ("clipboard-read", "clipboard-write")


@dataclass(frozen=True)
class _Kept:
    options: dict[str, Any]
    context: BrowserContext
    #: Is on the site, and so keeps its process alive between tests.
    keeper: Page


class Contexts:
    """Of one browser, used by one test at a time."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._kept: _Kept | None = None

    @asynccontextmanager
    async def like_new(self, base_url: str, **options: Any) -> AsyncIterator[BrowserContext]:
        """A context without pages but one that is the keeper's, without cookies, storage or routes."""
        options = {"base_url": base_url, "permissions": PERMISSIONS} | options
        kept = self._kept if self._kept is not None and self._kept.options == options else await self._make(options)
        try:
            yield kept.context
        finally:
            if not await _cleaned(kept):
                await self.close()

    async def close(self) -> None:
        if self._kept is not None:
            await self._kept.context.close()
            self._kept = None

    async def _make(self, options: dict[str, Any]) -> _Kept:
        await self.close()
        context = await self._browser.new_context(**options)
        context.set_default_timeout(15_000)
        keeper = await context.new_page()
        await keeper.goto("/healthz")
        self._kept = _Kept(options, context, keeper)
        return self._kept


async def _cleaned(kept: _Kept) -> bool:
    """Takes out what a test may have left. False: its clock is there to stay."""
    for page in kept.context.pages:
        if page is not kept.keeper:
            await page.close()
    await kept.context.set_offline(False)
    await kept.context.clear_permissions()
    await kept.context.grant_permissions(PERMISSIONS)
    devtools = await kept.context.new_cdp_session(kept.keeper)
    # Cookies are among it.
    everything = {"origin": kept.options["base_url"], "storageTypes": "all"}
    await devtools.send("Storage.clearDataForOrigin", everything)
    await devtools.detach()
    # A clock is installed in all pages of a context, also in those to come.
    return bool(await kept.keeper.evaluate("String(Date.now).includes('[native code]')"))
