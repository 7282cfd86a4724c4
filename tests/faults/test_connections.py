"""The connections of one process. Lost ones are replaced. When none is to be had, or the database is slow or silent, a
call waits, but not for long and not with too many others, and leaves nothing behind.
"""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import asyncpg
import httpx
import pytest
from fastapi import FastAPI

from sami.app import create_app
from sami.db import pools
from sami.db.database import Database
from tests.factories.world import HeldKey, World
from tests.faults.cluster import Cluster
from tests.faults.figures import Figures
from tests.faults.length import AT_LENGTH
from tests.fixtures.service import ORIGIN, settings_for

POOL, LONG, SHORT = 10, 60.0, 0.5

#: docs/operations.md: a turn, an answer, the end of what was not answered; and a second for the machine.
LONGEST_SECONDS = 20

Call = Callable[[httpx.AsyncClient], Coroutine[Any, Any, httpx.Response]]


async def read(api: httpx.AsyncClient) -> httpx.Response:
    return await api.get("/v1/contacts")


async def change(api: httpx.AsyncClient) -> httpx.Response:
    return await api.post("/v1/contacts", json={})


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Sets time-outs, in seconds: long ones, that a test must not meet, and short ones that it waits for. At length,
    it waits for those that there really are.
    """

    def of(*, wait: float = LONG, answer: float = LONG, statement: float = LONG) -> None:
        given = {"WAIT_SECONDS": wait, "COMMAND_SECONDS": answer, "CANCEL_SECONDS": min(answer, pools.CANCEL_SECONDS)}
        for name, seconds in given.items():
            if seconds == LONG or not AT_LENGTH:
                monkeypatch.setattr(pools, name, seconds)
        for name in ("statement_timeout", "lock_timeout"):
            if statement == LONG or not AT_LENGTH:
                monkeypatch.setitem(pools.SERVER_SETTINGS, name, f"{int(statement * 1000)}ms")

    return of


@pytest.fixture
async def other(database_url: str) -> AsyncIterator[Any]:
    """A connection of the test's own."""
    connection = await asyncpg.connect(database_url)
    yield connection
    await connection.close()


@pytest.fixture
async def key(world: World) -> HeldKey:
    return await world.key(await world.person(await world.workspace()))


@asynccontextmanager
async def unwarmed(url: str, key: HeldKey) -> AsyncIterator[tuple[httpx.AsyncClient, FastAPI]]:
    """A process without any connection, and a caller."""
    app = create_app(settings_for(url))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers=key.headers) as api,
    ):
        yield api, app


@asynccontextmanager
async def service(url: str, key: HeldKey) -> AsyncIterator[tuple[httpx.AsyncClient, FastAPI]]:
    """A process that knows the key, and a caller."""
    async with unwarmed(url, key) as (api, app):
        await succeeds(api, read)
        yield api, app


def waiting(app: FastAPI, call: Call) -> int:
    """How many calls of this kind wait for a connection."""
    database: Database = app.state.services.database
    pool: Any = database._readers if call is read else database._engine.sync_engine.pool
    return int(pool.waiting)


async def succeeds(api: httpx.AsyncClient, call: Call) -> None:
    """Now, or after a while: a busy machine meets short time-outs, too."""
    async with asyncio.timeout(LONG):
        while not (await call(api)).is_success:
            pass


async def at_once(api: httpx.AsyncClient, call: Call, number: int) -> set[int]:
    """The statuses of so many calls."""
    return {answer.status_code for answer in await asyncio.gather(*(call(api) for _ in range(number)))}


def assert_asks_to_come_back(answer: httpx.Response) -> None:
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert int(answer.headers["Retry-After"]) > 0


@asynccontextmanager
async def contacts_locked(other: Any) -> AsyncIterator[None]:
    """Statements on contacts take as long as this block."""
    async with other.transaction():
        await other.execute("LOCK TABLE contacts")
        yield


async def held_up(other: Any) -> int:
    """How many statements wait for the locked contacts."""
    return int(
        await other.fetchval("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'contacts'::regclass")
    )


# Lost connections ---------------------------------------------------------------------------------


def close_all(url: str) -> None:
    """PostgreSQL closes all connections to this database; meanwhile this process can't notice."""

    async def run() -> None:
        connection = await asyncpg.connect(url)
        others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        await connection.execute(f"SELECT pg_terminate_backend(pid) {others}")
        while await connection.fetchval(f"SELECT count(*) {others}"):
            pass
        await connection.close()

    elsewhere = threading.Thread(target=lambda: asyncio.run(run()))
    elsewhere.start()
    elsewhere.join()


async def test_reads_are_sent_again_when_their_connections_were_closed(database_url: str, key: HeldKey) -> None:
    async with service(database_url, key) as (api, _):
        for _ in range(3):
            await at_once(api, read, 2 * POOL)
            close_all(database_url)
            assert await at_once(api, read, 2 * POOL) == {200}
            close_all(database_url)
            assert (await api.get("/readyz")).status_code == 200


async def test_a_change_whose_connection_was_closed_fails_and_is_not_sent_again(
    database_url: str, key: HeldKey
) -> None:
    async with service(database_url, key) as (api, _):
        assert await at_once(api, change, 2 * POOL) == {201}
        close_all(database_url)
        assert_asks_to_come_back(await change(api))
        assert await at_once(api, change, 2 * POOL) == {201}
        assert (await api.get("/v1/contacts/count")).json()["count"] == 4 * POOL


async def test_connections_that_are_known_to_be_closed_fail_no_change(database_url: str, key: HeldKey) -> None:
    async with service(database_url, key) as (api, _):
        assert await at_once(api, change, 2 * POOL) == {201}
        close_all(database_url)
        # While this waits for its answer, the process hears of all that was closed.
        assert (await read(api)).status_code == 200
        assert await at_once(api, change, 2 * POOL) == {201}


# No connection to be had --------------------------------------------------------------------------


@pytest.mark.parametrize("call", [read, change])
async def test_many_wait_for_a_turn_and_more_are_refused_at_once(
    call: Call,
    database_url: str,
    key: HeldKey,
    other: Any,
    patience: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    patience()
    monkeypatch.setattr(pools, "MAX_WAITING", 20)
    async with service(database_url, key) as (api, app):
        async with contacts_locked(other):
            accepted = [asyncio.create_task(call(api)) for _ in range(POOL)]
            while await held_up(other) < POOL:
                pass
            accepted += [asyncio.create_task(call(api)) for _ in range(20)]
            while waiting(app, call) < 20:
                await asyncio.sleep(0)
            assert_asks_to_come_back(await call(api))
            assert (await api.get("/healthz")).status_code == 200
            assert not any(each.done() for each in accepted)
        assert {answer.status_code for answer in await asyncio.gather(*accepted)} == {200 if call is read else 201}
        assert waiting(app, call) == 0


@pytest.mark.parametrize("call", [read, change])
async def test_a_call_that_gets_no_turn_is_refused_and_the_next_one_succeeds(
    call: Call, database_url: str, key: HeldKey, other: Any, patience: Callable[..., None]
) -> None:
    patience(wait=SHORT)
    async with service(database_url, key) as (api, app):
        async with contacts_locked(other):
            accepted = [asyncio.create_task(call(api)) for _ in range(POOL)]
            while await held_up(other) < POOL:
                pass
            for refused in await asyncio.gather(*(call(api) for _ in range(POOL))):
                assert_asks_to_come_back(refused)
            assert not any(each.done() for each in accepted)
        assert {answer.status_code for answer in await asyncio.gather(*accepted)} == {200 if call is read else 201}
        await succeeds(api, call)
        assert waiting(app, call) == 0


@pytest.fixture
async def limited_url(database_url: str, other: Any) -> AsyncIterator[str]:
    """The same database, which takes three connections at this one."""
    role = f"limited_{uuid4().hex}"
    await other.execute(
        f"CREATE ROLE {role} LOGIN CONNECTION LIMIT 3; GRANT ALL ON ALL TABLES IN SCHEMA public TO {role}"
    )
    yield database_url.replace("://sami@", f"://{role}@")
    await other.execute(f"DROP OWNED BY {role}; DROP ROLE {role}")


@pytest.mark.parametrize("call", [read, change])
async def test_where_the_server_takes_few_connections_they_go_from_hand_to_hand(
    call: Call, limited_url: str, key: HeldKey, patience: Callable[..., None]
) -> None:
    patience()
    async with service(limited_url, key) as (api, _):
        assert await at_once(api, call, 3 * POOL) == {200 if call is read else 201}


async def test_where_others_have_all_of_the_servers_connections_calls_wait_for_one(
    limited_url: str, key: HeldKey, patience: Callable[..., None]
) -> None:
    patience(wait=SHORT)
    async with unwarmed(limited_url, key) as (api, app):
        others = [await asyncpg.connect(limited_url) for _ in range(3)]
        for refused in await asyncio.gather(read(api), change(api), api.get("/readyz")):
            assert_asks_to_come_back(refused)
        assert (await api.get("/healthz")).status_code == 200
        patience()
        accepted = asyncio.create_task(read(api))
        while not waiting(app, read):
            await asyncio.sleep(0)
        for each in others:
            await each.close()
        assert (await accepted).status_code == 200


# A slow database, and a silent one ----------------------------------------------------------------


@pytest.mark.parametrize("call", [read, change])
async def test_slow_statements_are_cut_off_and_none_goes_on(
    call: Call, database_url: str, key: HeldKey, other: Any, patience: Callable[..., None]
) -> None:
    patience(statement=SHORT)
    async with service(database_url, key) as (api, app):
        async with contacts_locked(other):
            for refused in await asyncio.gather(*(call(api) for _ in range(2 * POOL))):
                assert_asks_to_come_back(refused)
            assert await held_up(other) == 0
        await succeeds(api, call)
        assert waiting(app, call) == 0


async def test_a_batch_gives_up_with_the_first_item_that_the_database_fails(
    database_url: str, key: HeldKey, other: Any, patience: Callable[..., None]
) -> None:
    """Rather than wait a hundred times as long."""
    patience(statement=SHORT)
    async with service(database_url, key) as (api, _):
        async with contacts_locked(other):
            batch = asyncio.create_task(api.post("/v1/contacts/batch", json={"items": [{"first_name": "Ada"}] * 100}))
            while not await held_up(other):
                pass
            while await held_up(other):
                pass
        answer = await batch
        assert {(item["status"], item["error"]["code"]) for item in answer.json()["data"]} == {(503, "unavailable")}
        assert [item["index"] for item in answer.json()["data"]] == list(range(100))


async def test_a_silent_database_ends_calls_in_time_and_leaves_nothing_behind(
    cluster: Cluster, database_url: str, key: HeldKey, patience: Callable[..., None], figures: Figures
) -> None:
    """It accepts connections, holds those that it has, and says nothing on any."""
    patience(wait=SHORT, answer=2 * SHORT)
    took = list[float]()

    async def timed(call: Call) -> httpx.Response:
        began = time.monotonic()
        answer = await call(api)
        took.append(time.monotonic() - began)
        return answer

    async with service(database_url, key) as (api, app):
        await asyncio.gather(*(call(api) for call in (read, change) for _ in range(2 * POOL)))
        tasks = len(asyncio.all_tasks())
        with cluster.silent():
            for _ in range(2):
                calls = (timed(call) for call in (read, change) for _ in range(2 * POOL))
                for refused in await asyncio.gather(*calls):
                    assert_asks_to_come_back(refused)
                assert (await api.get("/healthz")).status_code == 200
        for call in (read, change):
            await succeeds(api, call)
            assert waiting(app, call) == 0
        async with asyncio.timeout(LONG):
            while len(asyncio.all_tasks()) > tasks:
                await asyncio.sleep(0.01)
        await nothing_goes_on(database_url)
    if AT_LENGTH:
        assert max(took) < LONGEST_SECONDS
    figures.note("PostgreSQL, silent: the longest call, seconds", max(took))


async def nothing_goes_on(url: str) -> None:
    """Waits until the database does none of the service's work, and has no more than the two pools' connections."""
    other = await asyncpg.connect(url)
    ours = "FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'sami'"
    while await other.fetchval(f"SELECT count(*) {ours} AND state <> 'idle'"):
        pass
    assert await other.fetchval(f"SELECT count(*) {ours}") <= 2 * (POOL + 4)
    await other.close()
