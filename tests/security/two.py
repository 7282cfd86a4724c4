"""Two processes behind one address, and a way to call each of them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager

import httpx
import psutil
import pytest

from sami.auth.key_hash import Peppers
from sami.db.database import Database
from tests.factories.world import PASSWORD, HeldKey, Person, World
from tests.fixtures.service import LiveService, live_service

WARMING = 200
CONNECTIONS = 12


@pytest.fixture(scope="module")
def processes(module_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    with live_service(module_database, tmp_path_factory.mktemp("live"), workers=2) as service:
        yield service


@pytest.fixture
async def two(processes: LiveService, module_database: str, peppers: Peppers) -> AsyncIterator["Two"]:
    workers = [each for each in psutil.Process(processes.process.pid).children() if each.net_connections("tcp")]
    assert len(workers) == 2
    limits = httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS)
    async with (
        Database.open(module_database, pool_size=2) as database,
        httpx.AsyncClient(base_url=processes.url, limits=limits, timeout=30) as first,
        httpx.AsyncClient(base_url=processes.url, limits=limits, timeout=30) as second,
    ):
        yield Two(processes, workers, (first, second), World(database, peppers))


class Two:
    """Two processes behind one address, and for each a client whose connections lead to it."""

    def __init__(
        self,
        service: LiveService,
        workers: Sequence[psutil.Process],
        clients: Sequence[httpx.AsyncClient],
        world: World,
    ) -> None:
        self.service, self.workers, self.clients, self.world = service, workers, clients, world

    async def calls(
        self, number: int, one: Callable[[httpx.AsyncClient, int], Awaitable[httpx.Response]]
    ) -> list[httpx.Response]:
        """Runs `one` for 0 to `number` - 1, to both processes, as many at a time as there are connections."""
        numbers = iter(range(number))
        answers: list[httpx.Response] = []

        async def caller(client: httpx.AsyncClient) -> None:
            for each in numbers:
                answers.append(await one(client, each))

        await asyncio.gather(*(caller(client) for client in self.clients for _ in range(CONNECTIONS)))
        return answers

    async def warm(self, key: HeldKey) -> None:
        """Hundreds of accepted calls, to each of the processes."""
        for client, other in zip(self.clients, reversed(self.workers), strict=True):
            # While the other one can't accept connections, this client's all go to one process. Only to connect: who
            # does not answer its supervisor for five seconds is replaced, and a busy machine may need those.
            other.suspend()
            try:
                answers = await self._read(client, key, CONNECTIONS)
            finally:
                other.resume()
            answers += await self._read(client, key, WARMING - CONNECTIONS)
            assert {answer.status_code for answer in answers} == {200}

    async def _read(self, client: httpx.AsyncClient, key: HeldKey, times: int) -> list[httpx.Response]:
        return await asyncio.gather(*(client.get("/v1/contacts", headers=key.headers) for _ in range(times)))

    @asynccontextmanager
    async def panel(self, person: Person) -> AsyncIterator[httpx.AsyncClient]:
        """The settings surface, with `person` signed in."""
        async with httpx.AsyncClient(base_url=self.service.url) as panel:
            answer = await panel.post("/api/session", json={"email": person.email, "password": PASSWORD})
            assert answer.status_code == 200
            yield panel
