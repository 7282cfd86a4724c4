"""A PostgreSQL server for tests that break it. All databases of this folder's tests are on it."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from sami.db.migrate import upgrade
from tests.faults.cluster import Cluster, cluster_in
from tests.faults.figures import Figures
from tests.faults.soak import IS_SOAK
from tests.fixtures.postgres import Databases, name_of
from tests.fixtures.service import LiveService, live_service

_FIGURES = Figures()


@pytest.fixture(scope="session")
def shared_cluster() -> Iterator[Cluster]:
    with tempfile.TemporaryDirectory(prefix="sami-tests-") as directory:
        # pytest's temporary directories are closed to the account that PostgreSQL runs as when we are root.
        Path(directory).chmod(0o711)
        with cluster_in(Path(directory)) as cluster:
            yield cluster


@pytest.fixture(scope="session")
def databases(shared_cluster: Cluster) -> Databases:
    migrated = asyncio.run(Databases(shared_cluster.url).create())
    upgrade(migrated)
    return Databases(shared_cluster.url, template=name_of(migrated))


@pytest.fixture
async def cluster(shared_cluster: Cluster) -> AsyncIterator[Cluster]:
    """The server, for a test to break. It runs again after the test."""
    yield shared_cluster
    await shared_cluster.heal()


@pytest.fixture(scope="module")
def processes(module_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    with live_service(module_database, tmp_path_factory.mktemp("live"), workers=2) as service:
        yield service


@pytest.fixture
def figures() -> Figures:
    return _FIGURES


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if IS_SOAK:
        terminalreporter.section("what was measured")
        for what, figure in _FIGURES.lines:
            terminalreporter.line(f"{what:84}{figure:>20}")
