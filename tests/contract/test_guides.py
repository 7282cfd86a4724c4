"""The guides and the changelog: pages without a script, with no link that leads nowhere, and rules that find keys and
nothing else.
"""

import re
import runpy
import string
import tomllib
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

import httpx
import pytest

from sami import __version__, routers
from sami.app import create_app
from sami.auth import key_format
from sami.openapi.document import error_classes
from sami.openapi.introduction import ADDRESS
from sami.pages.guides import CHANGELOG_FILE, FOLDER
from tests.fixtures.service import ORIGIN, settings_for

GUIDES = sorted(path.stem for path in FOLDER.glob("*.md"))
TEXTS = {name: (FOLDER / f"{name}.md").read_text() for name in GUIDES}


def address(name: str) -> str:
    return "/docs/guides" if name == "index" else f"/docs/guides/{name}"


@pytest.fixture(scope="module")
async def pages(module_database: str) -> dict[str, str]:
    """The guides, by where they are, as a browser gets them."""
    app = create_app(settings_for(module_database))
    transport = httpx.ASGITransport(app)
    async with app.router.lifespan_context(app), httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
        found = {}
        for path in (*map(address, GUIDES), "/docs/changelog"):
            answer = await client.get(path)
            assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8"), path
            found[path] = answer.text
        # What else they lead to has to be there; of a page with a script, its address is enough.
        for page, target in [(page, target) for page, text in found.items() for target in leads_to(text)]:
            path = urlsplit(urljoin(ORIGIN + page, target)).path
            answer = await client.get(path)
            assert answer.status_code == 200, (page, target)
        assert (await client.get("/docs/guides/index")).status_code == 404
        assert (await client.get("/docs/guides/images/..%2Fn8n.md")).status_code == 404
        found["/docs/errors"] = (await client.get("/docs/errors")).text
    return found


def leads_to(page: str) -> Iterator[str]:
    """Its links and pictures."""
    for target in re.findall(r'(?:href|src)="([^"#]+)', page):
        yield unescape(target)


async def test_every_link_leads_somewhere_and_every_guide_is_found(pages: dict[str, str]) -> None:
    everywhere = {urlsplit(urljoin(page, target)).path for page, text in pages.items() for target in leads_to(text)}
    assert {address(name) for name in GUIDES} <= everywhere
    for page, text in pages.items():
        ids = re.findall(r' id="([^"]+)"', text)
        assert len(ids) == len(set(ids)), page
        assert "<script" not in text
        assert ADDRESS not in text
        for picture in re.findall("<img[^>]+>", text):
            assert "alt=" in picture, (page, picture)


@pytest.mark.parametrize("name", [name for name in GUIDES if name != "index"])
def test_each_is_named_where_people_look_for_it(name: str) -> None:
    assert f"({name}.md)" in TEXTS["index"]
    assert f"docs/guides/{name}.md" in (FOLDER.parents[1] / "README.md").read_text()


def test_their_words_are_the_apis() -> None:
    text = "".join(TEXTS.values())
    codes = set(re.findall(r"\b(?:4\d\d|5\d\d) (\w+)`", text))
    assert codes
    assert codes <= set(error_classes())


async def test_the_changelog_is_found_where_people_look_for_it(pages: dict[str, str]) -> None:
    assert '<h1 id="changelog">Changelog</h1>' in pages["/docs/changelog"]
    assert 'href="/docs/changelog"' in pages["/docs/guides"]
    assert "(/docs/changelog)" in routers.public_document()["info"]["description"]


def test_the_newest_version_of_the_changelog_is_this_one() -> None:
    text = CHANGELOG_FILE.read_text()
    headings = [heading for heading in re.findall(r"^## (.+)$", text, re.MULTILINE) if heading != "Unreleased"]
    releases = re.findall(r"^## (\d+\.\d+\.\d+) - (\d{4}-\d\d-\d\d)$", text, re.MULTILINE)
    assert len(releases) == len(headings)
    assert releases[0][0] == __version__
    days = [day for _, day in releases]
    assert days == sorted(days, reverse=True)
    kinds = set(re.findall(r"^### (.+)$", text, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_both_documents_name_this_version() -> None:
    for document in (routers.public_document(), routers.settings_document()):
        assert document["info"]["version"] == __version__


async def test_programs_are_shown_from_the_files_that_are_run(pages: dict[str, str]) -> None:
    shown = unescape("".join(pages.values()))
    for file in FOLDER.iterdir():
        if file.suffix in (".py", ".mjs", ".toml"):
            assert file.read_text().rstrip().replace(ADDRESS, ORIGIN) in shown, file.name


# Finding keys ---------------------------------------------------------------------------------------


def near_misses(key: str) -> Iterator[str]:
    """Texts that are no key: one character too few or too many, another one, another alphabet."""
    yield key[:-1]
    yield key + "0"
    yield f"x{key}"
    yield key.replace("sami_", "samy_")
    yield key.upper()
    yield key[:15] + "-" + key[16:]
    yield key[:20] + "-" + key[21:]


def test_the_snippet_tells_keys_from_what_looks_like_one() -> None:
    is_key = runpy.run_path(str(FOLDER / "check_key.py"))["is_key"]
    for _ in range(100):
        key = key_format.generate().text
        assert is_key(key)
        assert not any(is_key(text) for text in near_misses(key))
        for place in (6, 20, 47, 48, 53):
            other = next(digit for digit in string.ascii_letters if digit != key[place])
            assert not is_key(key[:place] + other + key[place + 1 :])
    assert not is_key(key_format.generate().text + "\n")


def gitleaks() -> str:
    [rule] = tomllib.loads((FOLDER / "gitleaks.toml").read_text())["rules"]
    assert (rule["secretGroup"], rule["keywords"]) == (1, ["sami_"])
    return str(rule["regex"])


def github() -> str:
    """As it puts the three together."""
    table = dict(re.findall(r"^\| (\w+ \w+) \| `(.+)` \|$", TEXTS["secret-scanners"], re.MULTILINE))
    before, after = (
        table[f"{where} secret"].replace(r"\|", "|").replace(r"\z", r"\Z") for where in ("Before", "After")
    )
    return f"(?:{before})({table['Secret format']})(?:{after})"


@pytest.mark.parametrize("rule", [gitleaks(), github()], ids=["gitleaks", "GitHub"])
def test_the_rules_find_keys_and_no_near_misses(rule: str) -> None:
    pattern = re.compile(rule)
    for _ in range(100):
        key = key_format.generate().text
        for text in (key, f"KEY={key}\n", f'"{key}",', f"Bearer {key}", f"https://example.com/?key={key}&a=b"):
            found = pattern.search(text)
            assert found, text
            assert found[1] == key
        assert not [text for text in near_misses(key) if pattern.search(text)]


@pytest.mark.parametrize("between", ["\n", ",", " ", "\r\n", "', '"])
def test_gitleaks_finds_each_of_several_keys(between: str) -> None:
    keys = [key_format.generate().text for _ in range(3)]
    assert re.findall(gitleaks(), between.join(keys)) == keys


def test_the_pattern_that_the_guide_gives_is_the_services() -> None:
    blocks = re.findall(r"^```text\n(.*?)\n```$", TEXTS["secret-scanners"], re.MULTILINE)
    assert blocks == [key_format.LEAKED_KEY.pattern]


def test_the_guides_hold_no_key_that_anybody_would_find() -> None:
    for path in FOLDER.rglob("*"):
        if path.is_file():
            assert not key_format.LEAKED_KEY.search(path.read_text(errors="replace")), path.name
