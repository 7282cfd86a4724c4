"""`kill -9` during requests with a token: each leaves its effect with its stored response, or neither."""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from tests.factories.world import HeldKey, World
from tests.fixtures.loopback import Loopback
from tests.fixtures.service import live_service

ROUNDS = 3
CALLERS = 8
RESPONSES_BEFORE_THE_KILL = 60

Connection = Any  # asyncpg.Connection; its records are untyped


@pytest.fixture
async def other(database_url: str) -> AsyncIterator[Connection]:
    """The test's own connection to the database."""
    connection = await asyncpg.connect(database_url)
    yield connection
    await connection.close()


@dataclass
class Sent:
    """One request with its token, how many contacts it creates, and its response if it arrived before the kill."""

    token: str
    method: str
    path: str
    json: Any
    effects: int
    response: httpx.Response | None = None

    async def send(self, client: httpx.AsyncClient, key: HeldKey) -> httpx.Response:
        headers = key.headers | {"Idempotency-Key": self.token}
        return await client.request(self.method, self.path, headers=headers, json=self.json)

    async def count_created(self, other: Connection) -> int:
        return int(await other.fetchval("SELECT count(*) FROM contacts WHERE last_name = $1", self.token))


@dataclass
class Callers:
    """Clients that send requests of several kinds, each once, until the service is killed."""

    key: HeldKey
    contact: str
    sent: list[Sent] = field(default_factory=list)
    enough: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self, url: str) -> None:
        async with httpx.AsyncClient(base_url=url, transport=Loopback(CALLERS), timeout=30) as client:
            await asyncio.gather(*(self._call(client) for _ in range(CALLERS)))

    async def _call(self, client: httpx.AsyncClient) -> None:
        while True:
            request = self._next()
            self.sent.append(request)
            try:
                request.response = await request.send(client, self.key)
            except httpx.TransportError:
                return
            if sum(each.response is not None for each in self.sent) >= RESPONSES_BEFORE_THE_KILL:
                self.enough.set()

    def _next(self) -> Sent:
        number = len(self.sent)
        token = f"token-{number}"
        match number % 4:
            case 0:
                return Sent(token, "POST", "/v1/contacts", {"last_name": token}, 1)
            case 1:
                body = {"email": f"{token}@example.com", "last_name": token}
                return Sent(token, "PUT", "/v1/contacts/upsert", body, 1)
            case 2:
                return Sent(token, "POST", "/v1/contacts/batch", {"items": [{"last_name": token}] * 3}, 3)
            case _:
                return Sent(token, "PATCH", f"/v1/contacts/{self.contact}", {"job_title": token}, 0)


async def test_a_killed_process_leaves_an_effect_with_its_response_or_neither(
    database_url: str, client: httpx.AsyncClient, world: World, other: Connection, tmp_path: Path
) -> None:
    me = await world.person(await world.workspace())
    for _ in range(ROUNDS):
        callers = Callers(await world.key(me), str(await world.contact(me)))
        async with _new_connections(other) as all_closed:
            with live_service(database_url, tmp_path) as service:
                calling = asyncio.create_task(callers.run(service.url))
                await callers.enough.wait()
                service.stop(signal.SIGKILL)
                await calling
            await all_closed()
        assert any(each.response is None for each in callers.sent)
        await _check(callers, client, other)
        await other.execute("DELETE FROM contacts")


async def _check(callers: Callers, client: httpx.AsyncClient, other: Connection) -> None:
    """Retries every request through another process, and checks the response and the number of contacts."""
    changes = await other.fetchval("SELECT version - 1 FROM contacts WHERE id = $1", callers.contact)
    for request in callers.sent:
        created_before = await request.count_created(other)
        response = await request.send(client, callers.key)
        assert response.is_success, response.text
        assert await request.count_created(other) == request.effects
        replayed = "Idempotent-Replayed" in response.headers
        if request.effects:
            assert replayed == (created_before == request.effects)
        else:
            changes -= replayed
        if request.response is not None:
            assert replayed
            assert (response.status_code, response.content) == (request.response.status_code, request.response.content)
    assert changes == 0, "a change without its stored response"


async def test_a_retried_batch_resumes_where_the_process_was_killed(
    database_url: str, client: httpx.AsyncClient, world: World, other: Connection, tmp_path: Path
) -> None:
    me = await world.person(await world.workspace())
    key, contact = await world.key(me), await world.contact(me)
    items = [{"last_name": "a"}, {"last_name": "b"}, {"id": str(contact), "last_name": "c"}, {"last_name": "d"}]
    request = Sent("once", "POST", "/v1/contacts/batch", {"items": items}, 0)
    async with _new_connections(other) as all_closed:
        async with other.transaction():
            await other.execute("SELECT FROM contacts WHERE id = $1 FOR UPDATE", contact)
            with live_service(database_url, tmp_path) as service:
                async with httpx.AsyncClient(base_url=service.url) as live:
                    calling = asyncio.create_task(request.send(live, key))
                    while not await other.fetchval("SELECT count(*) FROM pg_locks WHERE NOT granted"):
                        pass
                    service.stop(signal.SIGKILL)
                    with pytest.raises(httpx.TransportError):
                        await calling
        await all_closed()
    before = {row["last_name"]: str(row["id"]) for row in await other.fetch("SELECT last_name, id FROM contacts")}
    assert sorted(name or "" for name in before) == ["", "a", "b"]
    response = await request.send(client, key)
    results = response.json()["data"]
    assert [result["status"] for result in results] == [201, 201, 200, 201]
    assert [result["data"]["id"] for result in results[:2]] == [before["a"], before["b"]]
    assert await other.fetchval("SELECT count(*) FROM contacts") == 4
    again = await request.send(client, key)
    assert (again.headers["Idempotent-Replayed"], again.content) == ("true", response.content)


@asynccontextmanager
async def _new_connections(other: Connection) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """Yields a function that waits until the connections opened in this block are closed: PostgreSQL may still be
    running what the dead process sent.
    """
    clients = "FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'"
    connected = f"SELECT array_agg(pid) {clients}"
    before = await other.fetchval(connected)

    async def all_closed() -> None:
        while set(await other.fetchval(connected)) - set(before):
            pass

    yield all_closed
