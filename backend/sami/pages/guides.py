"""Markdown files of this project as pages without JavaScript: `/docs/guides`, including the programs that the tests
run, and `/docs/changelog`.
"""

import re
from collections import Counter
from functools import cache
from html import escape
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Request, Response
from fastapi import Path as InPath
from fastapi.responses import FileResponse
from markdown_it import MarkdownIt
from markdown_it.token import Token

from sami.errors.types import NotFound
from sami.openapi.introduction import ADDRESS
from sami.pages.html import CHANGELOG, GUIDES, PAGE
from sami.pages.static import DOCS_POLICY
from sami.services import services

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "docs" / "guides"
CHANGELOG_FILE = ROOT / "CHANGELOG.md"

router = APIRouter(include_in_schema=False)

Name = Annotated[str, InPath()]

#: An empty block of code that names, after its language, the file to show in it.
_SHOWN_FILE = re.compile(r"^```(\w+) (\S+)\n```$", re.MULTILINE)
_HEADERS = {"Content-Security-Policy": DOCS_POLICY, "Cache-Control": "no-cache"}


@router.get("/docs/guides")
async def guides_page(request: Request) -> Response:
    """Returns the index of guides."""
    return _page(request, "index")


@router.get("/docs/guides/{name}")
async def guide_page(request: Request, name: Name) -> Response:
    """Returns a guide, or a file that a guide shows. Raises NotFound."""
    if name in _files():
        return Response(_for_visitor(request, _files()[name]), media_type="text/plain", headers=_HEADERS)
    if name == "index" or name not in _guides():
        raise NotFound()
    return _page(request, name)


@router.get("/docs/guides/images/{name}")
async def guide_image(name: Name) -> Response:
    """Returns an image of a guide. Raises NotFound."""
    if name not in _images():
        raise NotFound()
    return FileResponse(_images()[name], headers=_HEADERS)


@router.get("/docs/changelog")
async def changelog_page() -> Response:
    """The changes of each version."""
    return Response(_changelog(), media_type="text/html", headers=_HEADERS)


def _page(request: Request, name: str) -> Response:
    return Response(_for_visitor(request, _html(name)), media_type="text/html", headers=_HEADERS)


def _for_visitor(request: Request, text: str) -> str:
    """Fills in the URL of this service in examples."""
    url = services(request).settings.public_url or f"{request.url.scheme}://{request.headers.get('host', '')}"
    return text.replace(ADDRESS, escape(url))


@cache
def _html(name: str) -> str:
    text = _SHOWN_FILE.sub(lambda found: f"```{found[1]}\n{_files()[found[2]].rstrip()}\n```", _guides()[name])
    title = text.partition("\n")[0].removeprefix("# ")
    return PAGE.format(title=escape(title), place=GUIDES, main=_markdown().render(text))


@cache
def _changelog() -> str:
    return PAGE.format(title="Changelog", place=CHANGELOG, main=_markdown().render(CHANGELOG_FILE.read_text()))


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    markdown.core.ruler.push("links", lambda state: _add_ids_and_links(state.tokens))
    return markdown


def _add_ids_and_links(tokens: list[Token]) -> None:
    """Gives each heading an id, and turns links between the guides' files into links between their pages."""
    used: Counter[str] = Counter()
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "heading_open" and following is not None:
            name = re.sub(r"\W+", "-", following.content.lower()).strip("-")
            used[name] += 1
            # Each version of the changelog has an "Added".
            token.attrSet("id", name if used[name] == 1 else f"{name}-{used[name]}")
        for child in token.children or ():
            if child.type == "link_open" and "/" not in (target := str(child.attrGet("href"))):
                child.attrSet("href", f"/docs/guides/{target.removesuffix('.md')}")
            elif child.type == "image":
                child.attrSet("src", f"/docs/guides/{child.attrGet('src')}")
                child.attrSet("loading", "lazy")


@cache
def _guides() -> dict[str, str]:
    return {path.stem: path.read_text() for path in FOLDER.glob("*.md")}


@cache
def _files() -> dict[str, str]:
    return {path.name: path.read_text() for path in FOLDER.iterdir() if path.is_file() and path.suffix != ".md"}


@cache
def _images() -> dict[str, Path]:
    return {path.name: path for path in (FOLDER / "images").glob("*.png")}
