"""The process's way to the database: transactions for changes, single statements for reads.

Changes go through SQLAlchemy's sessions. Reads are one statement each, compiled by SQLAlchemy once and then sent by
asyncpg itself, outside of any transaction: measured at two to three times the calls per second of a session.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext, suppress
from functools import partial
from typing import Any, Self, cast

import asyncpg
from sqlalchemy import AsyncAdaptedQueuePool, func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, async_sessionmaker

from sami.db.failures import is_connection_lost
from sami.db.pools import Readers, writers
from sami.db.statement import Statement

Transactions = Callable[[], AbstractAsyncContextManager[AsyncSession]]


class Database:
    """Opened once per process, by `Database.open`."""

    def __init__(self, engine: AsyncEngine, readers: Readers) -> None:
        self._engine = engine
        self._readers = readers
        # Objects stay readable after the commit: answers are made of them.
        self._sessions = async_sessionmaker(engine, expire_on_commit=False)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """A session whose work is committed at the end of the block, or undone when the block fails."""
        async with self._sessions() as session, _given_up_when_silent(session):
            yield session
            await session.commit()

    @asynccontextmanager
    async def transactions(
        self, *, lock: int | None = None, undone: bool = False
    ) -> AsyncIterator[Transactions | None]:
        """Yields what begins one transaction after the other, all on one connection.

        `lock`: an advisory lock to hold over all of them. Yields None when somebody else holds it.
        `undone`: they are parts of one, each finds what those before it did, and at the end all is undone.
        """
        async with self._engine.connect() as connection:
            transaction = partial(_transaction_on, connection)
            if lock is not None:
                async with _discarded_on_failure(connection), transaction() as session:
                    mine = await session.scalar(select(func.pg_try_advisory_lock(lock)))
                if not mine:
                    yield None
                    return
            try:
                async with _undone(connection) if undone else nullcontext():
                    yield transaction
            finally:
                if lock is not None:
                    # The lock ends with its connection at the latest. If that is lost, what was done under it is done.
                    with suppress(Exception):
                        async with _discarded_on_failure(connection), transaction() as session:
                            await session.execute(select(func.pg_advisory_unlock(lock)))

    async def fetch(self, statement: Statement, **parameters: Any) -> list[asyncpg.Record]:
        """The rows of one reading statement, as the database is at its start. It must change nothing, for it is sent
        again, once, when its connection is lost: one that the server had closed is no reason for a call to fail.
        """
        return await self._read(statement.sql, *statement.arguments(parameters))

    async def execute(self, statement: Statement, **parameters: Any) -> None:
        """One statement that is a transaction of its own."""
        await self._readers.use(lambda connection: connection.execute(statement.sql, *statement.arguments(parameters)))

    async def revision(self) -> str | None:
        """The newest migration that was run on this database; None when none was."""
        try:
            rows = await self._read("SELECT version_num FROM alembic_version")
        except asyncpg.UndefinedTableError:
            return None
        return cast(str, rows[0]["version_num"]) if rows else None

    async def _read(self, sql: str, *arguments: Any) -> list[asyncpg.Record]:
        def ask(connection: Any) -> Awaitable[list[asyncpg.Record]]:
            return cast(Awaitable[list[asyncpg.Record]], connection.fetch(sql, *arguments))

        try:
            return await self._readers.use(ask)
        except Exception as failure:
            if not is_connection_lost(failure):
                raise
        # Whatever closed this one has probably closed others.
        self._readers.distrust()
        return await self._readers.use(ask)

    def connections_in_use(self) -> dict[str, int]:
        """How many connections are held at this moment, by pool."""
        return {
            "reads": self._readers.in_use,
            "changes": cast(AsyncAdaptedQueuePool, self._engine.pool).checkedout(),
        }

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str, *, pool_size: int = 10) -> AsyncIterator[Self]:
        """A way to the database at `url` (plain `postgresql://…`), which need not be there yet; all connections are
        closed at the end of the block.
        """
        engine = writers(url, size=pool_size)
        async with Readers.open(url, size=pool_size) as readers:
            try:
                yield cls(engine, readers)
            finally:
                await engine.dispose()


def sqlalchemy_url(url: str) -> str:
    """The plain URL with SQLAlchemy's name for the driver."""
    return "postgresql+asyncpg://" + url.split("://", 1)[1]


@asynccontextmanager
async def _transaction_on(connection: AsyncConnection) -> AsyncIterator[AsyncSession]:
    """A savepoint, where the connection is in a transaction already."""
    async with (
        AsyncSession(connection, expire_on_commit=False, join_transaction_mode="create_savepoint") as session,
        _given_up_when_silent(session),
    ):
        yield session
        await session.commit()


@asynccontextmanager
async def _undone(connection: AsyncConnection) -> AsyncIterator[None]:
    """One transaction around all that is done on the connection, rolled back in the end."""
    whole = await connection.begin()
    try:
        yield
    finally:
        await whole.rollback()


@asynccontextmanager
async def _discarded_on_failure(connection: AsyncConnection) -> AsyncIterator[None]:
    """A connection that may hold a lock must not go back to the pool, not even when the request is cancelled."""
    try:
        yield
    except BaseException:
        await connection.invalidate()
        raise


@asynccontextmanager
async def _given_up_when_silent(session: AsyncSession) -> AsyncIterator[None]:
    """Asking a server that says nothing to undo the transaction would only be waiting for it once more."""
    try:
        yield
    except TimeoutError:
        await session.invalidate()
        raise
