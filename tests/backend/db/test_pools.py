"""Idle read connections that end, or are closed."""

import asyncio
from typing import Any

import asyncpg
import pytest

from sami.db.database import Database
from sami.db.pools import Readers, _is_open

SIZE = 4


async def use_all(readers: Readers) -> list[Any]:
    """Uses all of the pool's connections at the same time and returns them: the pool still has its full size."""
    together = asyncio.Barrier(SIZE)

    async def ask(connection: Any) -> Any:
        await together.wait()
        assert await connection.fetchval("SELECT 1") == 1
        return connection

    return list(await asyncio.gather(*(readers.use(ask) for _ in range(SIZE))))


async def test_connections_that_the_server_closed_are_replaced(database: Database, database_url: str) -> None:
    idle = await use_all(database._readers)
    other = await asyncpg.connect(database_url)
    await other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sami'")
    while any(_is_open(each) for each in idle):
        await asyncio.sleep(0)
    await other.close()
    assert database.connections_in_use()["reads"] == 0
    # Not `fetch`, which would send it again.
    await database._readers.use(lambda connection: connection.execute("SELECT 1"))
    await use_all(database._readers)
    assert database.connections_in_use()["reads"] == 0


async def test_connections_that_end_while_they_are_terminated_are_replaced(database: Database) -> None:
    before = await use_all(database._readers)
    for each in before:
        asyncio.get_running_loop().call_soon(each._con.terminate)
    database._readers.terminate_idle()
    assert not any(_is_open(each) for each in before)
    await use_all(database._readers)


async def test_connections_inside_the_pool_are_terminated_too(database: Database) -> None:
    async def fail(connection: Any) -> None:
        await connection.execute("SELECT 1/0")

    await use_all(database._readers)
    with pytest.raises(asyncpg.DivisionByZeroError):
        await database._readers.use(fail)
    assert database._readers._pool.get_idle_size() == 1
    database._readers.terminate_idle()
    assert database._readers._pool.get_size() == 0
    await use_all(database._readers)
