"""A real Chromium in front of the real service with its demo data."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Page, Request, async_playwright, expect

from sami.db.database import Database
from tests.e2e.contexts import SHARING, Contexts
from tests.fixtures.postgres import Databases
from tests.fixtures.service import LiveService, live_service

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    SHARING,
    # These keep the browser itself from calling home.
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]

# A machine that builds and tests other things beside this may be slow; no test is about how fast it is.
expect.set_options(timeout=15_000)


@dataclass
class Seen:
    """What a page asked for and said."""

    requests: list[Request] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        # Playwright marks its handlers, which a list's own method can't be.
        page.on("request", lambda request: self.requests.append(request))  # noqa: PLW0108
        page.on("console", lambda message: self.console.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.failures.append(str(error)))


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    assert CHROMIUM, "no Chromium: scripts/chromium finds or installs one, CHROMIUM names it"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest.fixture(scope="session")
async def contexts(browser: Browser) -> AsyncIterator[Contexts]:
    contexts = Contexts(browser)
    yield contexts
    await contexts.close()


@pytest.fixture(scope="session")
def service_database(databases: Databases) -> Iterator[str]:
    with databases.temporary() as url:
        yield url


@pytest.fixture(scope="session")
def service(service_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    """One for all tests here. Most have a workspace of their own; the others leave the demo's data as it is."""
    with live_service(service_database, tmp_path_factory.mktemp("live"), "--demo") as service:
        yield service


@pytest.fixture(scope="session")
async def shared_database(service_database: str) -> AsyncIterator[Database]:
    async with Database.open(service_database, pool_size=2) as database:
        yield database


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest) -> str:
    """Whoever asks for it runs in both; all others run in light."""
    return str(request.param)


@pytest.fixture
def context_options(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What is unusual about this test's browser: see `driving.in_a_browser`."""
    options: dict[str, Any] = getattr(request, "param", {})
    return options


@pytest.fixture
async def context(
    contexts: Contexts, service: LiveService, context_options: dict[str, Any], request: pytest.FixtureRequest
) -> AsyncIterator[BrowserContext]:
    theme = request.getfixturevalue("theme") if "theme" in request.fixturenames else "light"
    usual: dict[str, Any] = {
        "viewport": {"width": 1280, "height": 800},
        "color_scheme": theme,
        "locale": "en-GB",
    }
    async with contexts.like_new(service.url, **usual | context_options) as context:
        yield context


@pytest.fixture
async def page(context: BrowserContext, service: LiveService, seen: Seen) -> AsyncIterator[Page]:
    """Every request has to stay with the service; nothing may fail in the page."""
    page = await context.new_page()
    seen.listen(page)
    yield page
    elsewhere = [each.url for each in seen.requests if not each.url.startswith((service.url, "data:", "blob:"))]
    assert elsewhere == []
    assert seen.failures == []
    assert not [line for line in seen.console if "Content Security Policy" in line]
