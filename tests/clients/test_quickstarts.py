"""The quick-start programs of the guide run unchanged, and explain what is wrong when they can't."""

import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from sami.auth.key_hash import Peppers
from sami.db.database import Database
from sami.pages.guides import FOLDER
from tests.factories.world import Person, World
from tests.fixtures.service import LiveService, live_service

BIN = Path(sys.executable).parent
PROGRAMS = {
    "python": (BIN / "python", "-W", "error", FOLDER / "quickstart.py"),
    "node": (BIN / "node", FOLDER / "quickstart.mjs"),
}
#: More than one page.
CONTACTS = 120


@pytest.fixture(scope="module")
def service(module_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    """A service that allows each key two calls per second, which is fewer than the programs make."""
    folder = tmp_path_factory.mktemp("live")
    with live_service(module_database, folder, SAMI_RATE_LIMIT="2/second") as service:
        yield service


@pytest.fixture
async def world(module_database: str, peppers: Peppers) -> AsyncIterator[World]:
    async with Database.open(module_database, pool_size=1) as database:
        yield World(database, peppers)


@pytest.fixture
async def me(world: World) -> Person:
    return await world.person(await world.workspace(), name="Grace Hopper")


@pytest.fixture(params=PROGRAMS)
def program(request: pytest.FixtureRequest) -> tuple[Path | str, ...]:
    return PROGRAMS[request.param]


def run(service: LiveService, program: tuple[Path | str, ...], key: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SAMI_URL": service.url, "SAMI_API_KEY": key}
    return subprocess.run(program, env=environment, capture_output=True, text=True, check=False, timeout=60)


async def test_with_a_write_key_they_create_one_contact_and_read_every_page(
    service: LiveService, program: tuple[Path | str, ...], world: World, me: Person
) -> None:
    others = text("""INSERT INTO contacts (workspace_id, id, owner_id, visibility, search)
        SELECT :workspace_id, gen_random_uuid(), :owner_id, 'private', '' FROM generate_series(1, :number)""")
    await world._run(others.bindparams(workspace_id=me.workspace_id, owner_id=me.id, number=CONTACTS))
    done = run(service, program, (await world.key(me, "write", name="Quick start")).text)
    assert done.returncode == 0, done.stderr
    working, created, counted = done.stdout.splitlines()
    assert working == "Working as Grace Hopper with the key Quick start (write)."
    assert re.fullmatch("Created [0-9a-f-]{36}.", created)
    assert counted == f"Contacts: {CONTACTS + 1}."
    assert set(done.stderr.splitlines()) <= {"Too many calls; waiting 1 s."}


async def test_with_a_read_key_they_name_the_missing_permission(
    service: LiveService, program: tuple[Path | str, ...], world: World, me: Person
) -> None:
    done = run(service, program, (await world.key(me, "read", name="Quick start")).text)
    assert done.returncode == 1
    assert "with the key Quick start (read)" in done.stdout
    assert "The key has the permission 'read', but needs 'write'. insufficient_permission: " in done.stderr


async def test_with_a_dead_key_they_report_that(
    service: LiveService, program: tuple[Path | str, ...], world: World, me: Person
) -> None:
    key = await world.key(me, "write")
    await world.revoke(key)
    done = run(service, program, key.text)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("The key does not work. key_revoked: ")
    assert re.search(r"\(req_[0-9a-f]{24}\)$", done.stderr.strip())


@pytest.mark.parametrize(("url", "key"), [("http://127.0.0.1:9", "sami_…"), ("http://127.0.0.1:9", ""), ("", "sami_x")])
def test_without_a_url_or_a_key_they_ask_for_it(program: tuple[Path | str, ...], url: str, key: str) -> None:
    """As at a first run, or with the guide's placeholder lines copied unchanged."""
    environment = {**os.environ, "SAMI_URL": url, "SAMI_API_KEY": key}
    done = subprocess.run(program, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "Set SAMI_URL to the address of your SAMI OS, and SAMI_API_KEY to your API key.\n"
