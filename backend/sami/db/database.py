"""The process's access to the database: transactions for changes, single statements for reads.

Changes use SQLAlchemy's sessions. A read is one statement that SQLAlchemy compiles once and asyncpg sends outside of
any transaction. That serves two to three times the calls per second of a session (measured).
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
    """The two connection pools of a process. Opened once per process, by `Database.open`."""

    def __init__(self, engine: AsyncEngine, readers: Readers) -> None:
        self._engine = engine
        self._readers = readers
        # Objects stay readable after the commit: responses are built from them.
        self._sessions = async_sessionmaker(engine, expire_on_commit=False)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """A session that is committed at the end of the block, or rolled back when the block fails."""
        async with self._sessions() as session, _invalidated_on_timeout(session):
            yield session
            await session.commit()

    @asynccontextmanager
    async def transactions(
        self, *, lock: int | None = None, roll_back: bool = False
    ) -> AsyncIterator[Transactions | None]:
        """Yields a function that begins a transaction. All transactions use one connection, one after the other.

        `lock`: an advisory lock to hold during all of them. Yields None when another session holds it.
        `roll_back`: each is a savepoint of one transaction, sees the changes of those before it, and all are rolled
        back at the end.
        """
        async with self._engine.connect() as connection:
            transaction = partial(_transaction_on, connection)
            if lock is not None:
                async with _invalidated_on_failure(connection), transaction() as session:
                    locked = await session.scalar(select(func.pg_try_advisory_lock(lock)))
                if not locked:
                    yield None
                    return
            try:
                async with _rolled_back(connection) if roll_back else nullcontext():
                    yield transaction
            finally:
                if lock is not None:
                    # The lock ends with its connection at the latest. If the connection is lost, the transactions that
                    # were committed under the lock stay committed.
                    with suppress(Exception):
                        async with _invalidated_on_failure(connection), transaction() as session:
                            await session.execute(select(func.pg_advisory_unlock(lock)))

    async def fetch(self, statement: Statement, **parameters: Any) -> list[asyncpg.Record]:
        """Returns the rows of one reading statement, as the database is when the statement starts.

        The statement must change nothing. It is sent again, once, when its connection is lost: a call should not fail
        because the server closed an idle connection.
        """
        return await self._read(statement.sql, *statement.arguments(parameters))

    async def execute(self, statement: Statement, **parameters: Any) -> None:
        """Runs one statement as a transaction of its own."""
        await self._readers.use(lambda connection: connection.execute(statement.sql, *statement.arguments(parameters)))

    async def revision(self) -> str | None:
        """Returns the newest migration that ran on this database, or None."""
        try:
            rows = await self._read("SELECT version_num FROM alembic_version")
        except asyncpg.UndefinedTableError:
            return None
        return cast(str, rows[0]["version_num"]) if rows else None

    async def _read(self, sql: str, *arguments: Any) -> list[asyncpg.Record]:
        def query(connection: Any) -> Awaitable[list[asyncpg.Record]]:
            return cast(Awaitable[list[asyncpg.Record]], connection.fetch(sql, *arguments))

        try:
            return await self._readers.use(query)
        except Exception as failure:
            if not is_connection_lost(failure):
                raise
        # What closed this connection has probably closed others.
        self._readers.terminate_idle()
        return await self._readers.use(query)

    def connections_in_use(self) -> dict[str, int]:
        """The number of connections in use now, by pool."""
        return {
            "reads": self._readers.in_use,
            "changes": cast(AsyncAdaptedQueuePool, self._engine.pool).checkedout(),
        }

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str, *, pool_size: int = 10) -> AsyncIterator[Self]:
        """Opens the database at `url` (plain `postgresql://…`), which need not be running yet. Closes all connections
        at the end of the block.
        """
        engine = writers(url, size=pool_size)
        async with Readers.open(url, size=pool_size) as readers:
            try:
                yield cls(engine, readers)
            finally:
                await engine.dispose()


def sqlalchemy_url(url: str) -> str:
    """Returns the plain URL with SQLAlchemy's name of the driver."""
    return "postgresql+asyncpg://" + url.split("://", 1)[1]


@asynccontextmanager
async def _transaction_on(connection: AsyncConnection) -> AsyncIterator[AsyncSession]:
    """A session in a transaction on the connection, or in a savepoint when the connection is in a transaction."""
    async with (
        AsyncSession(connection, expire_on_commit=False, join_transaction_mode="create_savepoint") as session,
        _invalidated_on_timeout(session),
    ):
        yield session
        await session.commit()


@asynccontextmanager
async def _rolled_back(connection: AsyncConnection) -> AsyncIterator[None]:
    """A transaction around everything that runs on the connection, rolled back at the end."""
    outer = await connection.begin()
    try:
        yield
    finally:
        await outer.rollback()


@asynccontextmanager
async def _invalidated_on_failure(connection: AsyncConnection) -> AsyncIterator[None]:
    """Invalidates the connection when the block fails or is cancelled: one that may hold a lock must not return to the
    pool.
    """
    try:
        yield
    except BaseException:
        await connection.invalidate()
        raise


@asynccontextmanager
async def _invalidated_on_timeout(session: AsyncSession) -> AsyncIterator[None]:
    """Invalidates the session on a timeout: a rollback would only wait for the silent server again."""
    try:
        yield
    except TimeoutError:
        await session.invalidate()
        raise
