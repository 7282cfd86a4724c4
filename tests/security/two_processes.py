"""Two processes of the service behind one address, and a client for each of them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager

import httpx
import psutil
import pytest

from sami.auth.key_hash import Peppers
from sami.db.database import Database
from tests.factories.world import PASSWORD, HeldKey, Person, World
from tests.fixtures.loopback import Loopback
from tests.fixtures.postgres import Databases
from tests.fixtures.service import LiveService, live_service

WARMING = 200
CONNECTIONS = 12


@pytest.fixture(scope="session")
def processes_database(databases: Databases) -> Iterator[str]:
    with databases.temporary() as url:
        yield url


@pytest.fixture(scope="session")
def processes(processes_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    with live_service(processes_database, tmp_path_factory.mktemp("live"), workers=2) as service:
        yield service


@pytest.fixture
async def two(processes: LiveService, processes_database: str, peppers: Peppers) -> AsyncIterator["TwoProcesses"]:
    workers = [each for each in psutil.Process(processes.process.pid).children() if each.net_connections("tcp")]
    assert len(workers) == 2
    async with (
        Database.open(processes_database, pool_size=2) as database,
        httpx.AsyncClient(base_url=processes.url, transport=Loopback(CONNECTIONS), timeout=30) as first,
        httpx.AsyncClient(base_url=processes.url, transport=Loopback(CONNECTIONS), timeout=30) as second,
    ):
        yield TwoProcesses(processes, workers, (first, second), World(database, peppers))


class TwoProcesses:
    """Two processes behind one address, and for each process a client that is connected to it."""

    def __init__(
        self,
        service: LiveService,
        workers: Sequence[psutil.Process],
        clients: Sequence[httpx.AsyncClient],
        world: World,
    ) -> None:
        self.service, self.workers, self.clients, self.world = service, workers, clients, world

    async def calls(
        self, count: int, call: Callable[[httpx.AsyncClient, int], Awaitable[httpx.Response]]
    ) -> list[httpx.Response]:
        """Makes `count` calls to both processes, numbered from 0, as many at a time as there are connections."""
        numbers = iter(range(count))
        responses: list[httpx.Response] = []

        async def caller(client: httpx.AsyncClient) -> None:
            for number in numbers:
                responses.append(await call(client, number))

        await asyncio.gather(*(caller(client) for client in self.clients for _ in range(CONNECTIONS)))
        return responses

    async def warm(self, key: HeldKey) -> None:
        """Makes hundreds of accepted calls to each of the processes."""
        for client, other in zip(self.clients, reversed(self.workers), strict=True):
            # While the other process is suspended, all of this client's connections go to one process. It is suspended
            # only for that: the supervisor replaces a worker that doesn't respond for five seconds.
            other.suspend()
            try:
                responses = await self._read(client, key, CONNECTIONS)
            finally:
                other.resume()
            responses += await self._read(client, key, WARMING - CONNECTIONS)
            assert {response.status_code for response in responses} == {200}

    async def _read(self, client: httpx.AsyncClient, key: HeldKey, times: int) -> list[httpx.Response]:
        return await asyncio.gather(*(client.get("/v1/contacts", headers=key.headers) for _ in range(times)))

    @asynccontextmanager
    async def panel(self, person: Person) -> AsyncIterator[httpx.AsyncClient]:
        """Yields a client of the settings API with `person` signed in."""
        async with httpx.AsyncClient(base_url=self.service.url, transport=Loopback()) as panel:
            response = await panel.post("/api/session", json={"email": person.email, "password": PASSWORD})
            assert response.status_code == 200
            yield panel
