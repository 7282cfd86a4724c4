"""The classification of real database failures."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import asyncpg
import pytest
from sqlalchemy import text

from sami.db.database import Database
from sami.db.failures import is_connection_lost, is_unavailability, one_line

CLOSE_MINE = "SELECT pg_terminate_backend(pg_backend_pid())"
CANCEL_MINE = "SELECT pg_cancel_backend(pg_backend_pid()), pg_sleep(60)"
TOO_SLOW = "SET statement_timeout = '1ms';\nSELECT pg_sleep(60)"
DEADLOCK = "DO $$ BEGIN RAISE SQLSTATE '40P01'; END $$"
STANDBY = "SET transaction_read_only = on;\nCREATE TABLE anything ()"

Run = Callable[[str], Awaitable[Any]]


@pytest.fixture(params=["asyncpg", "SQLAlchemy"])
async def run(request: pytest.FixtureRequest, database_url: str, database: Database) -> AsyncIterator[Run]:
    """Runs SQL as reads or as changes do."""
    if request.param == "asyncpg":
        connection = await asyncpg.connect(database_url)
        yield connection.execute
        connection.terminate()
        return

    async def in_transaction(sql: str) -> None:
        async with database.transaction() as session:
            for each in sql.split(";\n"):
                await session.execute(text(each))

    yield in_transaction


async def failure_of(work: Awaitable[Any]) -> Exception:
    with pytest.raises(Exception) as caught:  # noqa: PT011 - the caller checks which exception it is
        await work
    return caught.value


@pytest.mark.parametrize(
    ("sql", "unavailable", "lost"),
    [
        (CLOSE_MINE, True, True),
        (CANCEL_MINE, True, False),
        (TOO_SLOW, True, False),
        (DEADLOCK, True, False),
        (STANDBY, True, False),
        ("SELECT 1/0", False, False),
        ("SELECT nothing", False, False),
    ],
)
async def test_a_failed_statement_is_classified(run: Run, sql: str, unavailable: bool, lost: bool) -> None:
    failure = await failure_of(run(sql))
    assert (is_unavailability(failure), is_connection_lost(failure)) == (unavailable, lost)


async def test_any_error_on_a_lost_connection_is_a_lost_connection(database: Database) -> None:
    async def ask(connection: Any) -> None:
        await failure_of(connection.execute(CLOSE_MINE))
        raise RuntimeError("unable to perform operation; the handler is closed")  # Raised by uvloop.

    failure = await failure_of(database._readers.use(ask))
    assert is_connection_lost(failure)
    assert is_unavailability(failure)
    assert "the handler is closed" in one_line(failure)


async def test_our_own_bugs_are_not_unavailability(database_url: str) -> None:
    """asyncpg raises related classes for them and for a closed connection."""
    connection = await asyncpg.connect(database_url)
    slow = asyncio.create_task(connection.fetch("SELECT pg_sleep(0.2)"))
    await asyncio.sleep(0)
    failures = [await failure_of(connection.fetch("SELECT 1"))]
    await slow
    failures += [
        await failure_of(connection.fetch("SELECT $1::int", "one")),
        await failure_of(connection.fetch("SELECT $1::int")),
        FileNotFoundError("a file of ours"),
    ]
    for failure in failures:
        assert not is_unavailability(failure)
        assert not is_connection_lost(failure)
    await connection.close()


async def test_a_database_that_does_not_exist_is_unavailable(database_url: str) -> None:
    nowhere_at_all = ("postgresql://sami@127.0.0.1:1/sami", "postgresql://sami@/sami?host=/nowhere")
    for url in (database_url.replace("/sami_test_", "/no_test_"), *nowhere_at_all):
        async with Database.open(url) as nowhere:
            failures = [await failure_of(nowhere.revision())]
            async with nowhere.transaction() as session:
                failures.append(await failure_of(session.execute(text("SELECT 1"))))
        for failure in failures:
            assert is_unavailability(failure)
            assert not is_connection_lost(failure)
            assert one_line(failure).startswith("NoConnection: ")
            assert "\n" not in one_line(failure)
