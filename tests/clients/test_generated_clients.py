"""Generates clients from the published OpenAPI document with third-party generators, type-checks them strictly, and
runs a program with each against the service. The programs also serve as examples to read.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from sami.auth.key_hash import Peppers
from sami.db.database import Database
from tests.factories.world import World
from tests.fixtures.service import LiveService, live_service

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "openapi" / "openapi.json"
BIN = Path(sys.executable).parent
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def service(module_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    with live_service(module_database, tmp_path_factory.mktemp("live")) as service:
        yield service


@pytest.fixture
async def key(module_database: str, peppers: Peppers) -> AsyncIterator[str]:
    """A key of a new workspace, so that each program starts without the other's contacts."""
    async with Database.open(module_database, pool_size=1) as database:
        world = World(database, peppers)
        yield (await world.key(await world.person(await world.workspace()), "write")).text


def run(*command: str | Path, cwd: Path, **environment: str) -> None:
    # The tools of this checkout, not those of the machine.
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, "PATH": path, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"


def test_python(service: LiveService, key: str, tmp_path: Path) -> None:
    story = HERE / "python" / "story.py"
    generate = ("openapi-python-client", "generate", "--meta", "none", "--fail-on-warning")
    run(*generate, "--path", DOCUMENT, "--output-path", "sami_client", cwd=tmp_path)
    run("mypy", "--config-file", HERE / "python" / "mypy.ini", "sami_client", story, cwd=tmp_path)
    run("python", "-W", "error", story, service.url, key, cwd=tmp_path, PYTHONPATH=str(tmp_path))


def test_typescript(service: LiveService, key: str, tmp_path: Path) -> None:
    project = shutil.copytree(HERE / "typescript", tmp_path / "typescript")
    shutil.copy(DOCUMENT, project)
    (project / "node_modules").symlink_to(ROOT / "openapi" / "node_modules")
    run("node_modules/.bin/openapi-ts", "--silent", "--no-log-file", cwd=project)
    run("node_modules/.bin/tsc", cwd=project)
    run("node", "story.ts", service.url, key, cwd=project)
