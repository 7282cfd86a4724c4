"""Writes deploy/pages.caddy: what Caddy answers by itself, with the headers that the service itself answers it with.

So the policies have one home, `sami.http`. tests/test_deploy.py fails when the file is not what the code says.
"""

import asyncio
import base64
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

import httpx
from starlette.types import Scope

from sami.app import create_app
from sami.config import Settings
from sami.errors.types import NotFound, SamiError, Unavailable
from sami.http.problem import problem_response
from sami.http.request_context import context_of
from sami.pages.static import DIST, PAGES

FILE = Path(__file__).parents[1] / "deploy" / "pages.caddy"

#: Each answer's own.
_OF_ONE_ANSWER = {"accept-ranges", "content-length", "content-type", "etag", "last-modified", "request-id", "vary"}

_REQUEST_ID = "req_{http.request.uuid}"


async def pages_caddy() -> str:
    """The file's text. Needs frontend/dist, but no database."""
    settings = Settings.model_validate(
        {
            "env": "production",
            "database_url": "postgresql://nowhere",
            "key_peppers": f"none:{base64.b64encode(bytes(32)).decode()}",
            "public_url": "https://sami.test",
            "log_level": "error",
        }
    )
    transport = httpx.ASGITransport(create_app(settings))
    async with httpx.AsyncClient(
        transport=transport, base_url="https://sami.test", headers={"Accept-Encoding": "identity"}
    ) as service:

        async def headers_of(path: str) -> dict[str, str]:
            answer = await service.get(path)
            return {name: value for name, value in answer.headers.items() if name not in _OF_ONE_ANSWER}

        lines = [
            "# Made by scripts/caddy_pages.py of what the service answers by itself. `make caddy` makes it anew.",
            "",
            "(pages) {",
        ]
        for file, paths in groupby(PAGES, lambda path: PAGES[path][0]):
            first, *others = paths
            matched, served = f"path {' '.join([first, *others])}", f"rewrite * /{file}"
            lines += _handle(Path(file).stem, [matched], await headers_of(first), served)
        lines += _handle("icon", ["path /favicon.svg"], await headers_of("/favicon.svg"))
        [asset, *_] = sorted((DIST / "assets").iterdir())
        # One that is not here may be another release's, and the processes behind may have it.
        lines += _handle("asset", ["path /assets/*", "file"], await headers_of(f"/assets/{asset.name}"))
        of_problems = await headers_of("/nowhere")
    lines += ["}", "", "(problems) {"]
    lines += _problem("missing", "{err.status_code} == 404", NotFound(), of_problems)
    lines += _problem("failed", "{err.status_code} >= 500", Unavailable(), of_problems)
    return "\n".join([*lines, "}", ""])


def _handle(name: str, conditions: list[str], headers: Mapping[str, str], *directives: str) -> Iterator[str]:
    yield f"\t@{name} {{"
    yield "\t\tmethod GET HEAD"
    yield from (f"\t\t{condition}" for condition in conditions)
    yield "\t}"
    yield f"\thandle @{name} {{"
    yield from _headers(headers)
    yield from (f"\t\t{directive}" for directive in (*directives, "encode zstd gzip", "file_server"))
    yield "\t}"


def _problem(name: str, condition: str, error: SamiError, headers: Mapping[str, str]) -> Iterator[str]:
    scope: Scope = {}
    context_of(scope).request_id = _REQUEST_ID
    answer = problem_response(error, scope)
    yield f"\t@{name} expression `{condition}`"
    yield f"\thandle @{name} {{"
    yield from _headers(
        {**headers, **{name: value for name, value in answer.headers.items() if name != "content-length"}}
    )
    # Caddy takes a brace for the beginning of a placeholder.
    yield f"\t\trespond `\\{bytes(answer.body).decode()}` {error.status}"
    yield "\t}"


def _headers(headers: Mapping[str, str]) -> Iterator[str]:
    yield from (f'\t\theader {name} "{value}"' for name, value in {**headers, "request-id": _REQUEST_ID}.items())


if __name__ == "__main__":
    FILE.write_text(asyncio.run(pages_caddy()))
    print(f"Wrote {FILE.parent.name}/{FILE.name}.")
