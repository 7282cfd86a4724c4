"""Connections for reads that end while nobody uses them."""

import asyncio
from typing import Any

import asyncpg
import pytest

from sami.db.database import Database
from sami.db.pools import Readers, _lives

SIZE = 4


async def use_all(readers: Readers) -> list[Any]:
    """All of the pool's connections, which were in use at one time: it can still have as many as ever."""
    together = asyncio.Barrier(SIZE)

    async def ask(connection: Any) -> Any:
        await together.wait()
        assert await connection.fetchval("SELECT 1") == 1
        return connection

    return list(await asyncio.gather(*(readers.use(ask) for _ in range(SIZE))))


async def test_those_that_the_server_closed_are_replaced(database: Database, database_url: str) -> None:
    at_hand = await use_all(database._readers)
    other = await asyncpg.connect(database_url)
    await other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sami'")
    while any(_lives(each) for each in at_hand):
        await asyncio.sleep(0)
    await other.close()
    assert database.connections_in_use()["reads"] == 0
    # Not as a read, which would be sent again.
    await database._readers.use(lambda connection: connection.execute("SELECT 1"))
    await use_all(database._readers)
    assert database.connections_in_use()["reads"] == 0


async def test_those_that_end_while_they_are_let_go_are_replaced(database: Database) -> None:
    before = await use_all(database._readers)
    for each in before:
        asyncio.get_running_loop().call_soon(each._con.terminate)
    database._readers.distrust()
    assert not any(_lives(each) for each in before)
    await use_all(database._readers)


async def test_those_in_the_pool_are_let_go_too(database: Database) -> None:
    async def fail(connection: Any) -> None:
        await connection.execute("SELECT 1/0")

    await use_all(database._readers)
    with pytest.raises(asyncpg.DivisionByZeroError):
        await database._readers.use(fail)
    assert database._readers._pool.get_idle_size() == 1
    database._readers.distrust()
    assert database._readers._pool.get_size() == 0
    await use_all(database._readers)
