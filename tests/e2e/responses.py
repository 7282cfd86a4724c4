"""Fakes the responses that a real service gives too rarely: none at all, broken ones, and each of its refusals."""

import json

from playwright.async_api import Page, Route

from sami.errors.types import SamiError

REQUEST_ID = "req_01k9zx3v7q8h2m5n4p6r8s0t2v"


async def hold(page: Page, method: str, path: str) -> None:
    """Lets no response arrive while this page is open."""

    async def handle(route: Route) -> None:
        if route.request.method != method:
            await route.fallback()

    await page.route(f"**{path}", handle)


async def cut_off(page: Page, method: str, path: str, *, done: bool = False) -> None:
    """Breaks the first such call's connection before the response arrives. `done`: the service has handled the call."""

    broken = False

    async def handle(route: Route) -> None:
        nonlocal broken
        if broken or route.request.method != method:
            await route.fallback()
            return
        broken = True
        if done:
            await route.fetch()
        await route.abort("connectionreset")

    await page.route(f"**{path}", handle)


async def refuse(page: Page, method: str, path: str, error: SamiError) -> None:
    """Responds with the problem document of `error` (RFC 9457)."""
    problem = {
        "type": f"/docs/errors/{error.code}",
        "title": error.title,
        "status": error.status,
        "detail": error.detail,
        "code": error.code,
        "request_id": REQUEST_ID,
    }
    headers = {**error.headers, "Content-Type": "application/problem+json", "Request-Id": REQUEST_ID}

    async def handle(route: Route) -> None:
        if route.request.method != method:
            await route.fallback()
            return
        await route.fulfill(status=error.status, headers=headers, body=json.dumps(problem))

    await page.route(f"**{path}", handle)
