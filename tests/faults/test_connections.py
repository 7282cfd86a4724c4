"""The database connections of one process. Lost ones are replaced. When none is free, or the database is slow or
silent, a call waits, but not for long and not with too many others, and leaves nothing behind.
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
from tests.faults.soak import IS_SOAK
from tests.fixtures.service import ORIGIN, settings_for

POOL, LONG, SHORT = 10, 60.0, 0.5

#: docs/operations.md: to get a connection, to run the command, to cancel it; and a second for the machine.
LONGEST_SECONDS = 20

Call = Callable[[httpx.AsyncClient], Coroutine[Any, Any, httpx.Response]]


async def read(api: httpx.AsyncClient) -> httpx.Response:
    return await api.get("/v1/contacts")


async def change(api: httpx.AsyncClient) -> httpx.Response:
    return await api.post("/v1/contacts", json={})


@pytest.fixture
def timeouts(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Returns a function that sets the timeouts, in seconds: long ones, which the test must not hit, and short ones,
    which it waits for. In `make soak` it waits for the real ones.
    """

    def set_timeouts(*, wait: float = LONG, command: float = LONG, statement: float = LONG) -> None:
        given = {"WAIT_SECONDS": wait, "COMMAND_SECONDS": command, "CANCEL_SECONDS": min(command, pools.CANCEL_SECONDS)}
        for name, seconds in given.items():
            if seconds == LONG or not IS_SOAK:
                monkeypatch.setattr(pools, name, seconds)
        for name in ("statement_timeout", "lock_timeout"):
            if statement == LONG or not IS_SOAK:
                monkeypatch.setitem(pools.SERVER_SETTINGS, name, f"{int(statement * 1000)}ms")

    return set_timeouts


@pytest.fixture
async def other(database_url: str) -> AsyncIterator[Any]:
    """A connection for the test itself."""
    connection = await asyncpg.connect(database_url)
    yield connection
    await connection.close()


@pytest.fixture
async def key(world: World) -> HeldKey:
    return await world.key(await world.person(await world.workspace()))


@asynccontextmanager
async def cold_service(url: str, key: HeldKey) -> AsyncIterator[tuple[httpx.AsyncClient, FastAPI]]:
    """An app without any database connection yet, and a client."""
    app = create_app(settings_for(url))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers=key.headers) as api,
    ):
        yield api, app


@asynccontextmanager
async def service(url: str, key: HeldKey) -> AsyncIterator[tuple[httpx.AsyncClient, FastAPI]]:
    """An app that has verified the key before, and a client."""
    async with cold_service(url, key) as (api, app):
        await succeeds(api, read)
        yield api, app


def waiting(app: FastAPI, call: Call) -> int:
    """Returns how many calls of this kind wait for a connection."""
    database: Database = app.state.services.database
    pool: Any = database._readers if call is read else database._engine.sync_engine.pool
    return int(pool.waiting)


async def succeeds(api: httpx.AsyncClient, call: Call) -> None:
    """Repeats the call until it succeeds: a busy machine may hit the short timeouts."""
    async with asyncio.timeout(LONG):
        while not (await call(api)).is_success:
            pass


async def statuses_of(api: httpx.AsyncClient, call: Call, number: int) -> set[int]:
    """Makes this number of calls at the same time, and returns their statuses."""
    return {response.status_code for response in await asyncio.gather(*(call(api) for _ in range(number)))}


def assert_asks_to_retry(response: httpx.Response) -> None:
    assert (response.status_code, response.json()["code"]) == (503, "unavailable")
    assert int(response.headers["Retry-After"]) > 0


@asynccontextmanager
async def contacts_locked(other: Any) -> AsyncIterator[None]:
    """Locks the contacts during the block, so that statements on them wait."""
    async with other.transaction():
        await other.execute("LOCK TABLE contacts")
        yield


async def blocked_statements(other: Any) -> int:
    """Returns how many statements wait for the locked contacts."""
    return int(
        await other.fetchval("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'contacts'::regclass")
    )


# Lost connections ---------------------------------------------------------------------------------


def close_all(url: str) -> None:
    """Closes all connections to this database, in another thread, while this one is blocked and can't notice."""

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
            await statuses_of(api, read, 2 * POOL)
            close_all(database_url)
            assert await statuses_of(api, read, 2 * POOL) == {200}
            close_all(database_url)
            assert (await api.get("/readyz")).status_code == 200


async def test_a_change_whose_connection_was_closed_fails_and_is_not_sent_again(
    database_url: str, key: HeldKey
) -> None:
    async with service(database_url, key) as (api, _):
        assert await statuses_of(api, change, 2 * POOL) == {201}
        close_all(database_url)
        assert_asks_to_retry(await change(api))
        assert await statuses_of(api, change, 2 * POOL) == {201}
        assert (await api.get("/v1/contacts/count")).json()["count"] == 4 * POOL


async def test_known_closed_connections_do_not_fail_a_change(database_url: str, key: HeldKey) -> None:
    async with service(database_url, key) as (api, _):
        assert await statuses_of(api, change, 2 * POOL) == {201}
        close_all(database_url)
        # While this waits for its response, the process notices all closed connections.
        assert (await read(api)).status_code == 200
        assert await statuses_of(api, change, 2 * POOL) == {201}


# No free connection -------------------------------------------------------------------------------


@pytest.mark.parametrize("call", [read, change])
async def test_many_calls_wait_for_a_connection_and_more_are_refused_at_once(
    call: Call,
    database_url: str,
    key: HeldKey,
    other: Any,
    timeouts: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    timeouts()
    monkeypatch.setattr(pools, "MAX_WAITING", 20)
    async with service(database_url, key) as (api, app):
        async with contacts_locked(other):
            accepted = [asyncio.create_task(call(api)) for _ in range(POOL)]
            while await blocked_statements(other) < POOL:
                pass
            accepted += [asyncio.create_task(call(api)) for _ in range(20)]
            while waiting(app, call) < 20:
                await asyncio.sleep(0)
            assert_asks_to_retry(await call(api))
            assert (await api.get("/healthz")).status_code == 200
            assert not any(each.done() for each in accepted)
        assert {response.status_code for response in await asyncio.gather(*accepted)} == {200 if call is read else 201}
        assert waiting(app, call) == 0


@pytest.mark.parametrize("call", [read, change])
async def test_a_call_that_gets_no_connection_is_refused_and_the_next_one_succeeds(
    call: Call, database_url: str, key: HeldKey, other: Any, timeouts: Callable[..., None]
) -> None:
    timeouts(wait=SHORT)
    async with service(database_url, key) as (api, app):
        async with contacts_locked(other):
            accepted = [asyncio.create_task(call(api)) for _ in range(POOL)]
            while await blocked_statements(other) < POOL:
                pass
            for refused in await asyncio.gather(*(call(api) for _ in range(POOL))):
                assert_asks_to_retry(refused)
            assert not any(each.done() for each in accepted)
        assert {response.status_code for response in await asyncio.gather(*accepted)} == {200 if call is read else 201}
        await succeeds(api, call)
        assert waiting(app, call) == 0


@pytest.fixture
async def limited_url(database_url: str, other: Any) -> AsyncIterator[str]:
    """A URL for the same database with a role that may have three connections."""
    role = f"limited_{uuid4().hex}"
    await other.execute(
        f"CREATE ROLE {role} LOGIN CONNECTION LIMIT 3; GRANT ALL ON ALL TABLES IN SCHEMA public TO {role}"
    )
    yield database_url.replace("://sami@", f"://{role}@")
    await other.execute(f"DROP OWNED BY {role}; DROP ROLE {role}")


@pytest.mark.parametrize("call", [read, change])
async def test_calls_share_the_connections_when_the_server_accepts_few(
    call: Call, limited_url: str, key: HeldKey, timeouts: Callable[..., None]
) -> None:
    timeouts()
    async with service(limited_url, key) as (api, _):
        assert await statuses_of(api, call, 3 * POOL) == {200 if call is read else 201}


async def test_calls_wait_when_other_clients_have_all_connections(
    limited_url: str, key: HeldKey, timeouts: Callable[..., None]
) -> None:
    timeouts(wait=SHORT)
    async with cold_service(limited_url, key) as (api, app):
        others = [await asyncpg.connect(limited_url) for _ in range(3)]
        for refused in await asyncio.gather(read(api), change(api), api.get("/readyz")):
            assert_asks_to_retry(refused)
        assert (await api.get("/healthz")).status_code == 200
        timeouts()
        accepted = asyncio.create_task(read(api))
        while not waiting(app, read):
            await asyncio.sleep(0)
        for each in others:
            await each.close()
        assert (await accepted).status_code == 200


# A slow database, and a silent one ----------------------------------------------------------------


@pytest.mark.parametrize("call", [read, change])
async def test_slow_statements_are_cut_off_and_none_keeps_running(
    call: Call, database_url: str, key: HeldKey, other: Any, timeouts: Callable[..., None]
) -> None:
    timeouts(statement=SHORT)
    async with service(database_url, key) as (api, app):
        async with contacts_locked(other):
            for refused in await asyncio.gather(*(call(api) for _ in range(2 * POOL))):
                assert_asks_to_retry(refused)
            assert await blocked_statements(other) == 0
        await succeeds(api, call)
        assert waiting(app, call) == 0


async def test_a_batch_gives_up_with_the_first_item_that_the_database_fails(
    database_url: str, key: HeldKey, other: Any, timeouts: Callable[..., None]
) -> None:
    """It would otherwise wait a hundred times as long."""
    timeouts(statement=SHORT)
    async with service(database_url, key) as (api, _):
        async with contacts_locked(other):
            batch = asyncio.create_task(api.post("/v1/contacts/batch", json={"items": [{"first_name": "Ada"}] * 100}))
            while not await blocked_statements(other):
                pass
            while await blocked_statements(other):
                pass
        response = await batch
        assert {(item["status"], item["error"]["code"]) for item in response.json()["data"]} == {(503, "unavailable")}
        assert [item["index"] for item in response.json()["data"]] == list(range(100))


async def test_a_silent_database_ends_calls_in_time_and_leaves_nothing_behind(
    cluster: Cluster, database_url: str, key: HeldKey, timeouts: Callable[..., None], figures: Figures
) -> None:
    """A silent database keeps its connections, accepts new ones, and responds on none."""
    timeouts(wait=SHORT, command=2 * SHORT)
    took = list[float]()

    async def timed(call: Call) -> httpx.Response:
        began = time.monotonic()
        response = await call(api)
        took.append(time.monotonic() - began)
        return response

    async with service(database_url, key) as (api, app):
        await asyncio.gather(*(call(api) for call in (read, change) for _ in range(2 * POOL)))
        tasks = len(asyncio.all_tasks())
        with cluster.silent():
            for _ in range(2):
                calls = (timed(call) for call in (read, change) for _ in range(2 * POOL))
                for refused in await asyncio.gather(*calls):
                    assert_asks_to_retry(refused)
                assert (await api.get("/healthz")).status_code == 200
        for call in (read, change):
            await succeeds(api, call)
            assert waiting(app, call) == 0
        async with asyncio.timeout(LONG):
            while len(asyncio.all_tasks()) > tasks:
                await asyncio.sleep(0.01)
        await service_is_idle(database_url)
    if IS_SOAK:
        assert max(took) < LONGEST_SECONDS
    figures.note("PostgreSQL, silent: the longest call, seconds", max(took))


async def service_is_idle(url: str) -> None:
    """Waits until the database runs none of our statements, and checks that it has only the two pools' connections."""
    other = await asyncpg.connect(url)
    ours = "FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'sami'"
    while await other.fetchval(f"SELECT count(*) {ours} AND state <> 'idle'"):
        pass
    assert await other.fetchval(f"SELECT count(*) {ours}") <= 2 * (POOL + 4)
    await other.close()
