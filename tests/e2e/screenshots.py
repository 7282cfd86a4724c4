"""`make screenshots`: draws every state in both themes, on a desktop and a phone, and a page to compare the pictures.

It isn't a test, but it needs the same set-up as the browser tests: the service, its database and Chromium. So it is a
pytest file, which pytest only collects when it is named.
"""

import os
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from playwright.async_api import Page

from sami.db.database import Database
from tests.e2e.contexts import Contexts
from tests.e2e.states import STATES
from tests.e2e.states.registry import State
from tests.e2e.states.visit import THEMES, Size, Visitor
from tests.fixtures.service import LiveService

PROJECT = Path(__file__).parents[2]
DESKTOP, PHONE = SIZES = (Size("desktop", 1280, 800), Size("phone", 390, 844))

#: The pictures in the README. `make screenshots readme=1` updates them.
README = {
    "keys": ("list-many", DESKTOP, "light"),
    "keys-dark": ("list-many", DESKTOP, "dark"),
    "details": ("details-replaced", DESKTOP, "dark"),
    "revoke": ("revoke-in-use", PHONE, "light"),
    "phone": ("list-few", PHONE, "dark"),
}

#: The dialogs in the guides, updated at the same time. They are as narrow as on a phone, to fit beside the text.
GUIDES = {"create-for-n8n": "n8n-create", "reveal-for-n8n": "n8n-key", "create-for-make": "make-create"}

#: A dialog or page that is higher than the window is drawn in full, up to this height in pixels.
MAX_HEIGHT = 2400
_CONTENT_HEIGHT = """Math.max(...[
    document.documentElement,
    ...[...document.querySelectorAll('[role=dialog], [role=alertdialog]')].map((dialog) => dialog.parentElement),
].map((one) => one.scrollHeight))"""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """The folder for the pictures. The page that shows them is written at the end."""
    folder = PROJECT / ".screenshots"
    folder.mkdir(exist_ok=True)
    yield folder
    (folder / "index.html").write_text(_index(folder))
    print(f"\n{len(list(folder.glob('*.png')))} pictures; look at {folder / 'index.html'}")  # noqa: T201


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
async def test_draw(
    state: State, contexts: Contexts, service: LiveService, shared_database: Database, folder: Path
) -> None:
    async def draw(page: Page, size: Size, theme: str) -> None:
        await _draw(page, size, folder / _name(state, size, theme))
        if os.environ.get("README") and (size, theme) == (PHONE, "light") and state.name in GUIDES:
            file = PROJECT / f"docs/guides/images/{GUIDES[state.name]}.png"
            await page.get_by_role("dialog").screenshot(path=file, animations="disabled", caret="hide")

    await Visitor(contexts, service, shared_database).visit(state, SIZES, draw)
    if os.environ.get("README"):
        for name, (which, size, theme) in README.items():
            if which == state.name:
                (PROJECT / f"docs/images/{name}.png").write_bytes((folder / _name(state, size, theme)).read_bytes())


def _name(state: State, size: Size, theme: str) -> str:
    return f"{state.name}.{size.name}.{theme}.png"


async def _draw(page: Page, size: Size, file: Path) -> None:
    height = min(await page.evaluate(_CONTENT_HEIGHT), MAX_HEIGHT)
    if height > size.height:
        await page.set_viewport_size({"width": size.width, "height": height})
    await page.screenshot(path=file, animations="disabled", caret="hide")


def _index(folder: Path) -> str:
    """Returns the page with all pictures, one row per state."""
    drawn = [state for state in STATES if (folder / _name(state, SIZES[-1], THEMES[-1])).exists()]
    rows = "\n".join(map(_row, drawn))
    return f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>Every state of the panel</title>
<style>
  body {{ font: 1rem/1.5 system-ui, sans-serif; margin: 2rem }}
  section {{ display: flex; gap: 1rem; align-items: start; overflow-x: auto }}
  h2 {{ font-size: 1rem; margin: 2rem 0 .5rem }}
  code {{ font-weight: normal; opacity: .7 }}
  img {{ display: block; height: auto; border: 1px solid #8888 }}
  .desktop {{ width: 40rem }}
  .phone {{ width: 14rem }}
</style>
<h1>Every state of the panel</h1>
{rows}
</html>
"""


def _row(state: State) -> str:
    pictures = "\n".join(
        f'<a href="{name}"><img class="{size.name}" loading="lazy" alt="{size.name}, {theme}" src="{name}"></a>'
        for size in SIZES
        for theme in THEMES
        for name in [_name(state, size, theme)]
    )
    return (
        f'<h2 id="{state.name}">{escape(state.title)} <code>{state.name}</code></h2>\n<section>\n{pictures}\n</section>'
    )
