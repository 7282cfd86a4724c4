"""What the docs teach before the reference is true: the examples run, and the tables are complete."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from standardwebhooks import WebhookVerificationError
from uuid_utils.compat import uuid7

from sami import routers
from sami.auth.key_hash import Pepper, Peppers
from sami.auth.permission import Permission, rights
from sami.db.database import Database
from sami.errors.help import HELP
from sami.openapi.document import error_classes
from sami.openapi.introduction import ADDRESS, KEY
from sami.webhooks.signing import secret_of, signature_headers
from tests.factories.world import World
from tests.fixtures.service import LiveService, live_service

BIN = Path(sys.executable).parent
DOCUMENT = routers.public_document()
TEXT: str = DOCUMENT["info"]["description"]
CURL = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


def section(heading: str) -> str:
    """What is below `heading`, as far as the next one of its level."""
    level = heading.split(maxsplit=1)[0]
    found = re.search(rf"^{re.escape(heading)}$(.*?)(?=^#{{2,{len(level)}}} |\Z)", TEXT, re.MULTILINE | re.DOTALL)
    assert found, heading
    return found[1]


def example(heading: str, language: str) -> str:
    [block] = re.findall(rf"^```{language}\n(.*?)^```$", section(heading), re.MULTILINE | re.DOTALL)
    return str(block)


def rows(heading: str) -> list[list[str]]:
    """Of the table below `heading`, without its head."""
    lines = [line for line in section(heading).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


# The examples ---------------------------------------------------------------------------------------


@dataclass
class Reader:
    """Somebody who has a key and does what the docs say."""

    service: LiveService
    key: str
    contact_id: str
    stage_id: str
    folder: Path

    def runs(self, example: str, *command: str, file: str, key: str = "") -> subprocess.CompletedProcess[str]:
        text = example.replace(ADDRESS, self.service.url).replace(KEY, self.key)
        path = self.folder / file
        path.write_text(text.replace("stage_id=…", f"stage_id={self.stage_id}"))
        assert "…" not in path.read_text(), "nothing is left to fill in"
        environment = {**os.environ, "SAMI_API_KEY": key or self.key}
        return subprocess.run(
            [*command, path], env=environment, capture_output=True, text=True, check=False, timeout=60
        )


@pytest.fixture(scope="module")
def service(module_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    with live_service(module_database, tmp_path_factory.mktemp("live")) as service:
        yield service


@pytest.fixture
async def reader(module_database: str, service: LiveService, peppers: Peppers, tmp_path: Path) -> AsyncIterator[Reader]:
    async with Database.open(module_database, pool_size=1) as database:
        world = World(database, peppers)
        person = await world.person(await world.workspace())
        contact = await world.contact(person)
        stage = await world.stage(person.workspace_id, await world.pipeline(person.workspace_id))
        await world.deal(person, stage, contact_id=contact)
        yield Reader(service, (await world.key(person, "read")).text, str(contact), str(stage), tmp_path)


@CURL
async def test_the_first_call_answers_what_the_quick_start_shows(reader: Reader) -> None:
    done = reader.runs(example("## Quick start", "sh"), "sh", file="first.sh")
    answer, shown = json.loads(done.stdout), json.loads(example("## Quick start", "json"))
    assert _shape(answer) == _shape(shown)
    assert answer["rights"] == shown["rights"]


@CURL
async def test_the_curl_example_lists_contacts(reader: Reader) -> None:
    done = reader.runs(example("### curl", "sh"), "sh", file="contacts.sh")
    assert [contact["id"] for contact in json.loads(done.stdout)["data"]] == [reader.contact_id]


@CURL
async def test_the_example_of_a_list_is_one(reader: Reader) -> None:
    done = reader.runs(example("## Lists", "sh"), "sh", file="deals.sh")
    assert [deal["contact"]["id"] for deal in json.loads(done.stdout)["data"]] == [reader.contact_id]


LANGUAGES = {
    "python": ("### Python", (str(BIN / "python"), "-W", "error"), "contacts.py"),
    "js": ("### JavaScript", (str(BIN / "node"),), "contacts.mjs"),
}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_examples_list_contacts_and_say_why_they_can_not(reader: Reader, language: str) -> None:
    heading, command, file = LANGUAGES[language]
    text = example(heading, language)
    done = reader.runs(text, *command, file=file)
    assert (done.returncode, done.stderr) == (0, "")
    assert reader.contact_id in done.stdout

    refused = reader.runs(text, *command, file=file, key="sami_mistyped")
    assert refused.returncode == 1
    assert "invalid_key: The key is mistyped" in refused.stderr


def test_the_example_of_a_receiver_takes_what_is_signed_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    pepper, webhook, message = Pepper("p", b"p" * 32), uuid7(), uuid7()
    monkeypatch.setenv("SAMI_WEBHOOK_SECRET", secret_of(pepper, webhook))
    told: dict[str, Any] = {}
    exec(example("## Webhooks", "python"), told)  # noqa: S102 - ours, from the docs
    body = example("## Webhooks", "json")
    headers = signature_headers(pepper, webhook, message, datetime.now(UTC), body)
    assert told["receive"](headers, body.encode()) == f"contact.created: {json.loads(body)['data']['id']}"
    with pytest.raises(WebhookVerificationError):
        told["receive"](headers, body.replace("Ada", "Eve").encode())


def _shape(value: Any) -> Any:
    return {name: _shape(member) for name, member in value.items()} if isinstance(value, dict) else None


# The tables -----------------------------------------------------------------------------------------


def test_the_table_of_errors_is_complete() -> None:
    answered = {
        code
        for operations in DOCUMENT["paths"].values()
        for operation in operations.values()
        for response in operation["responses"].values()
        for media in response.get("content", {}).values()
        for code in media.get("examples", {})
    }
    listed = {code.strip("`"): int(status) for code, status, _ in rows("### Every code")}
    # No operation answers the method that it does not have.
    assert listed == {code: error_classes()[code].status for code in {*answered, "method_not_allowed"}}


def test_for_every_code_the_docs_say_when_and_what_to_do() -> None:
    assert set(HELP) == set(error_classes())


#: The rows of the table of permissions, by one right each that stands for them.
RIGHTS = (
    *("contacts:read", "contacts:write", "webhooks:subscribe"),
    *("contacts:restore", "users:read", "pipelines:configure"),
)


def test_the_table_of_permissions_is_what_keys_get() -> None:
    told = rows("## Permissions")
    assert len(told) == len(RIGHTS)
    for (what, *cells), right in zip(told, RIGHTS, strict=True):
        for permission, cell in zip(Permission, cells, strict=True):
            has = (right in rights(permission, "member"), right in rights(permission, "admin"))
            words = {(False, False): "no", (True, True): "yes", (False, True): "if the person is a workspace admin"}
            assert cell == words[has], (what, permission)


# The pages about errors -----------------------------------------------------------------------------


async def test_the_type_of_a_problem_leads_to_its_page(client: httpx.AsyncClient) -> None:
    for path, code in (("/v1/me", "missing_credentials"), ("/nowhere", "not_found"), ("/api/keys", "session_required")):
        problem = (await client.get(path)).json()
        assert problem["code"] == code
        page = await client.get(problem["type"])
        assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert f"<h1>{problem['title']}</h1>" in page.text


async def test_every_code_has_its_page_and_its_place_among_all(client: httpx.AsyncClient) -> None:
    index = (await client.get("/docs/errors")).text
    for code in error_classes():
        assert f'id="{code}"' in index
        assert f'href="/docs/errors/{code}"' in index
        page = await client.get(f"/docs/errors/{code}")
        assert page.status_code == 200
        assert "What to do" in page.text
    assert (await client.get("/docs/errors/no_such_code")).json()["code"] == "not_found"
