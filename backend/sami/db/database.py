"""The process's way to the database: transactions for changes, single statements for reads.

Changes go through SQLAlchemy's sessions. Reads are one statement each, compiled by SQLAlchemy once and then sent by
asyncpg itself, outside of any transaction: measured at two to three times the calls per second of a session.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Self, cast

import asyncpg
from sqlalchemy import AsyncAdaptedQueuePool, func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from sami.db.statement import Statement

Transactions = Callable[[], AbstractAsyncContextManager[AsyncSession]]

_SERVER_SETTINGS = {
    "application_name": "sami",
    "timezone": "UTC",
    "statement_timeout": "10s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "30s",
    # Every statement is short; compiling one to machine code never pays.
    "jit": "off",
}


#: For a connection, and for an answer on one: when the server itself is silent, its own time-outs don't help.
_WAIT_SECONDS, _ANSWER_SECONDS = 5.0, 12.0


class Database:
    """Opened once per process, by `Database.open`."""

    def __init__(self, engine: AsyncEngine, pool: "asyncpg.Pool[asyncpg.Record]") -> None:
        self._engine = engine
        self._pool = pool
        # Objects stay readable after the commit: answers are made of them.
        self._sessions = async_sessionmaker(engine, expire_on_commit=False)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """A session whose work is committed at the end of the block, or undone when the block fails."""
        async with self._sessions() as session:
            yield session
            await session.commit()

    @asynccontextmanager
    async def transactions(self, *, lock: int | None = None) -> AsyncIterator[Transactions | None]:
        """Yields what begins one transaction after the other, all on one connection.

        `lock`: an advisory lock to hold over all of them. Yields None when somebody else holds it.
        """
        async with self._engine.connect() as connection:

            @asynccontextmanager
            async def transaction() -> AsyncIterator[AsyncSession]:
                async with AsyncSession(connection, expire_on_commit=False) as session:
                    yield session
                    await session.commit()

            if lock is None:
                yield transaction
                return
            async with _discarded_on_failure(connection), transaction() as session:
                mine = await session.scalar(select(func.pg_try_advisory_lock(lock)))
            if not mine:
                yield None
                return
            try:
                yield transaction
            finally:
                async with _discarded_on_failure(connection), transaction() as session:
                    await session.execute(select(func.pg_advisory_unlock(lock)))

    async def fetch(self, statement: Statement, **parameters: Any) -> list[asyncpg.Record]:
        """The rows of one reading statement, as the database is at its start."""
        async with self._pool.acquire(timeout=_WAIT_SECONDS) as connection:
            return await connection.fetch(statement.sql, *statement.arguments(parameters))

    async def execute(self, statement: Statement, **parameters: Any) -> None:
        """One statement that is a transaction of its own."""
        async with self._pool.acquire(timeout=_WAIT_SECONDS) as connection:
            await connection.execute(statement.sql, *statement.arguments(parameters))

    async def revision(self) -> str | None:
        """The newest migration that was run on this database; None when none was."""
        async with self._pool.acquire(timeout=_WAIT_SECONDS) as connection:
            try:
                return cast(str | None, await connection.fetchval("SELECT version_num FROM alembic_version"))
            except asyncpg.UndefinedTableError:
                return None

    def connections_in_use(self) -> dict[str, int]:
        """How many connections are held at this moment, by pool."""
        return {
            "reads": self._pool.get_size() - self._pool.get_idle_size(),
            "changes": cast(AsyncAdaptedQueuePool, self._engine.pool).checkedout(),
        }

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str, *, pool_size: int = 10) -> AsyncIterator[Self]:
        """Connects to the database at `url` (plain `postgresql://…`) and closes all connections at the end of the
        block.
        """
        engine = create_async_engine(
            sqlalchemy_url(url),
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=_WAIT_SECONDS,
            # Values in an exception's text would end up in the log.
            hide_parameters=True,
            connect_args={
                "server_settings": _SERVER_SETTINGS,
                "timeout": _WAIT_SECONDS,
                "command_timeout": _ANSWER_SECONDS,
            },
        )
        async with asyncpg.create_pool(
            url,
            min_size=1,
            max_size=pool_size,
            timeout=_WAIT_SECONDS,
            command_timeout=_ANSWER_SECONDS,
            server_settings=_SERVER_SETTINGS,
            # Single statements leave nothing behind to reset, and resetting costs some 15 % of a short read.
            reset=_nothing_to_reset,
        ) as pool:
            try:
                yield cls(engine, pool)
            finally:
                await engine.dispose()


def sqlalchemy_url(url: str) -> str:
    """The plain URL with SQLAlchemy's name for the driver."""
    return "postgresql+asyncpg://" + url.split("://", 1)[1]


@asynccontextmanager
async def _discarded_on_failure(connection: AsyncConnection) -> AsyncIterator[None]:
    """A connection that may hold a lock must not go back to the pool, not even when the request is cancelled."""
    try:
        yield
    except BaseException:
        await connection.invalidate()
        raise


async def _nothing_to_reset(_: object) -> None:
    pass
