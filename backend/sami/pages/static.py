"""Serves the settings panel and the API reference, which `frontend/` builds, from the API's own origin."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

DIST = Path(__file__).parents[3] / "frontend" / "dist"

_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'{inline_styles}; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
PANEL_POLICY = _POLICY.format(inline_styles="")
#: Allows inline styles, which the renderer of the reference sets from scripts. It still loads nothing from elsewhere.
DOCS_POLICY = _POLICY.format(inline_styles=" 'unsafe-inline'")

PAGES = {
    "/": ("index.html", PANEL_POLICY),
    "/sign-in": ("index.html", PANEL_POLICY),
    "/settings": ("index.html", PANEL_POLICY),
    "/settings/api-keys": ("index.html", PANEL_POLICY),
    "/settings/api-keys/activity": ("index.html", PANEL_POLICY),
    "/settings/api-keys/workspace": ("index.html", PANEL_POLICY),
    "/docs": ("docs.html", DOCS_POLICY),
}


def static_routes(dist: Path = DIST) -> list[BaseRoute]:
    """Returns the routes of the pages, revalidated at each visit, and of their assets, cached for good."""
    pages = [Route(path, _page(dist / file, policy), methods=["GET"]) for path, (file, policy) in PAGES.items()]
    assets = _with_headers(
        GZipMiddleware(StaticFiles(directory=dist / "assets", check_dir=False)),
        {"Cache-Control": "public, max-age=31536000, immutable"},
    )
    icon = Route("/favicon.svg", _page(dist / "favicon.svg", PANEL_POLICY), methods=["GET"])
    return [*pages, icon, Mount("/assets", assets)]


def _page(file: Path, policy: str) -> Callable[[Request], Awaitable[Response]]:
    headers = {"Content-Security-Policy": policy, "Cache-Control": "no-cache"}

    async def page(_: Request) -> Response:
        return FileResponse(file, headers=headers)

    return page


def _with_headers(app: ASGIApp, extra: dict[str, str]) -> ASGIApp:
    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                MutableHeaders(scope=message).update(extra)
            await send(message)

        await app(scope, receive, send_with_headers)

    return wrapped
