"""Processes of the service are stopped, killed and started again."""

import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest
from sqlalchemy import select

from sami.db.database import Database
from sami.demo.accounts import PASSWORD
from sami.models import KeyUsage
from tests.factories.world import World
from tests.fixtures.service import live_service


def create_key(url: str) -> str:
    with httpx.Client(base_url=url) as panel:
        panel.post("/api/session", json={"email": "maya@demo.test", "password": PASSWORD})
        response = panel.post("/api/keys", json={"name": "Script", "permission": "write", "expires_in": "never"})
    return str(response.json()["key"])


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """A directory for the embedded PostgreSQL. Under root it runs as another account, which can't enter pytest's."""
    with tempfile.TemporaryDirectory(prefix="sami-tests-") as directory:
        Path(directory).chmod(0o711)
        yield Path(directory)


def test_killing_the_server_loses_nothing_that_was_acknowledged(tmp_path: Path, data_dir: Path) -> None:
    """With an embedded PostgreSQL, as in `make run`."""
    created = []
    with live_service(None, tmp_path, "--demo", SAMI_DATA_DIR=str(data_dir)) as service:
        headers = {"X-API-Key": create_key(service.url)}
        with httpx.Client(base_url=service.url, headers=headers) as api:
            for number in range(30):
                created.append(api.post("/v1/contacts", json={"first_name": str(number)}).json()["id"])
        service.stop(signal.SIGKILL)
    with live_service(None, tmp_path, "--demo", SAMI_DATA_DIR=str(data_dir)) as service:
        with httpx.Client(base_url=service.url, headers=headers) as api:
            for id in created:
                assert api.get(f"/v1/contacts/{id}").status_code == 200
            me = api.get("/v1/me").json()["user"]["id"]
            own_contacts = api.get("/v1/contacts", params={"owner_id": me, "limit": 100}).json()["data"]
        assert len(own_contacts) == 15 + len(created), "demo data was loaded once"
        postgres = psutil.Process(int((data_dir / "postgres" / "postmaster.pid").read_text().split()[0]))
        service.stop(signal.SIGINT)
    assert not postgres.is_running(), "Ctrl-C stops the database too"


def test_workers_end_when_their_supervisor_is_killed(database_url: str, tmp_path: Path) -> None:
    with live_service(database_url, tmp_path, workers=2) as service:
        family = psutil.Process(service.process.pid).children(recursive=True)
        assert len(family) >= 2
        service.stop(signal.SIGKILL)
        _, alive = psutil.wait_procs(family, timeout=20)
        assert alive == []


async def test_stopping_the_server_writes_the_latest_usage(
    database_url: str, database: Database, world: World, tmp_path: Path
) -> None:
    key = await world.key(await world.person(await world.workspace(), email="maya@demo.test"))
    with live_service(database_url, tmp_path) as service:
        for agent in ("first", "last"):
            httpx.get(f"{service.url}/v1/me", headers=key.headers | {"User-Agent": agent})
        service.stop()
    async with database.transaction() as session:
        assert await session.scalar(select(KeyUsage.last_used_agent)) == "last"


async def test_a_key_of_ten_megabytes_is_refused(database_url: str, tmp_path: Path) -> None:
    with live_service(database_url, tmp_path) as service:
        for value in ("sami_" + "a" * 10_000_000, "a" * 10_000_000):
            try:
                response = httpx.get(f"{service.url}/v1/me", headers={"Authorization": f"Bearer {value}"}, timeout=60)
                assert 400 <= response.status_code < 500
            except httpx.TransportError:
                # The server may close the connection while it is sent, which is a refusal too.
                pass
        assert httpx.get(f"{service.url}/readyz").status_code == 200
