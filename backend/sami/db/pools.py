"""The two pools of connections: SQLAlchemy's for changes, asyncpg's for reads, under the same rules.

- A call waits for its turn, but not for long; and where very many wait, it is refused at once: who is told to come
  back later costs nothing, and those who wait are served in the time that they have.
- When the server takes no more connections, those that there are go from hand to hand.
- One that the server is known to have closed is replaced before it is used.
- None is held before it is needed. So a process starts, and lives, while the database is away.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar, cast

import asyncpg
from sqlalchemy import ExceptionContext, event
from sqlalchemy.exc import TimeoutError as NoTurn
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, ConnectionPoolEntry
from sqlalchemy.util.queue import Empty

from sami.db.failures import ConnectionLost, NoConnection, NoMoreConnections, in_a_line

T = TypeVar("T")

SERVER_SETTINGS = {
    "application_name": "sami",
    "timezone": "UTC",
    "statement_timeout": "10s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "30s",
    # Every statement is short; compiling one to machine code never pays.
    "jit": "off",
}

#: For a turn and for connecting; for an answer, where the server's own time-outs don't help because it is silent; and
#: for its word that it has cancelled what it did not answer.
WAIT_SECONDS, ANSWER_SECONDS, CANCEL_SECONDS = 5.0, 12.0, 2.0

#: In each of the pools. A thousand calls are served in about a second.
MOST_WAITING = 1_000

#: Between attempts while the server takes no more connections.
_RETRY_SECONDS = 0.1


async def _connect(*arguments: Any, **options: Any) -> Any:
    """As `asyncpg.connect`. Raises NoConnection."""
    try:
        return await asyncpg.connect(
            *arguments,
            timeout=WAIT_SECONDS,
            command_timeout=ANSWER_SECONDS,
            server_settings=SERVER_SETTINGS,
            **options,
        )
    except asyncpg.TooManyConnectionsError as cause:
        raise NoMoreConnections(in_a_line(cause)) from cause
    except Exception as cause:
        # Nothing of a call is in it yet, so that whatever it is, the call is not what is wrong.
        raise NoConnection(in_a_line(cause)) from cause


class Readers:
    """Connections for single statements: asyncpg's own, because a session around them would take most of the time."""

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]") -> None:
        self._pool = pool
        # Given back while nobody waited, and kept out of the pool: the way in and out of that costs more than sending
        # a short statement.
        self._at_hand: list[Any] = []
        self.waiting = 0

    async def use(self, ask: Callable[[Any], Awaitable[T]]) -> T:
        """What `ask` gets from a connection. Raises NoConnection, ConnectionLost, and what `ask` raises."""
        connection = await self._take()
        try:
            answer = await ask(connection)
        except BaseException as failure:
            lost = not _lives(connection)
            await self._give_back(connection)
            if lost and isinstance(failure, Exception):
                raise ConnectionLost(in_a_line(failure)) from failure
            raise
        if self.waiting:
            await self._give_back(connection)
        else:
            self._at_hand.append(connection)
        return answer

    @property
    def in_use(self) -> int:
        return self._pool.get_size() - self._pool.get_idle_size() - sum(map(_lives, self._at_hand))

    async def _take(self) -> Any:
        while self._at_hand:
            connection = self._at_hand.pop()
            if _lives(connection):
                return connection
            _end(connection)
        if self.waiting >= MOST_WAITING:
            raise _too_many(self.waiting)
        self.waiting += 1
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                while True:
                    try:
                        return await self._pool.acquire()
                    except NoMoreConnections:
                        await asyncio.sleep(_RETRY_SECONDS)
        except TimeoutError as cause:
            raise NoConnection(f"no connection became free within {WAIT_SECONDS} seconds") from cause
        except (asyncpg.InterfaceError, asyncpg.InternalClientError) as cause:
            # The pool is closing.
            raise NoConnection(in_a_line(cause)) from cause
        finally:
            self.waiting -= 1

    async def _give_back(self, connection: Any) -> None:
        """To the pool, which closes one that is still busy with what was given up. When that fails it is closed too,
        and says nothing of the answer that there is, or of the failure.
        """
        with suppress(Exception):
            await self._pool.release(connection, timeout=CANCEL_SECONDS)

    def distrust(self) -> None:
        """None of those that nobody uses now will be used again. The others show by their answers what they are."""
        self._let_go()
        # The pool's `expire_connections` would have each closed in a task whose failure ends up in the log as a bug.
        holders = cast(Any, self._pool)._holders  # noqa: SLF001 - it has no other way to them
        for holder in holders:
            if holder.is_idle():
                holder.terminate()

    def _let_go(self) -> None:
        while self._at_hand:
            _end(self._at_hand.pop())

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str, *, size: int) -> AsyncIterator["Readers"]:
        async with asyncpg.create_pool(
            url,
            min_size=0,
            max_size=size,
            connect=_connect,
            # Single statements leave nothing behind to reset, and resetting costs some 15 % of a short read.
            reset=_nothing_to_reset,
        ) as pool:
            readers = cls(pool)
            try:
                yield readers
            finally:
                readers._let_go()


class _Writers(AsyncAdaptedQueuePool):
    """SQLAlchemy's pool, which asks these questions nowhere else."""

    waiting = 0

    def _do_get(self) -> ConnectionPoolEntry:
        if self.waiting >= MOST_WAITING:
            raise _too_many(self.waiting)
        self.waiting += 1
        try:
            entry = self._turn()
        except NoTurn as cause:
            raise NoConnection(f"no connection became free within {WAIT_SECONDS} seconds") from cause
        finally:
            self.waiting -= 1
        connection = entry.driver_connection
        if connection is not None and connection.is_closed():
            entry.invalidate()
        return entry

    def _turn(self) -> ConnectionPoolEntry:
        until = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                return super()._do_get()
            except NoMoreConnections:
                if time.monotonic() > until:
                    raise
            try:
                # Another one that is given back, if that comes first.
                return self._pool.get(True, _RETRY_SECONDS)
            except Empty:
                pass


def writers(url: str, *, size: int) -> AsyncEngine:
    """The engine whose connections are for transactions."""

    async def connect() -> Any:
        return await _connect(url)

    engine = create_async_engine(
        "postgresql+asyncpg://",
        async_creator=connect,
        poolclass=_Writers,
        pool_size=size,
        max_overflow=0,
        pool_timeout=WAIT_SECONDS,
        # Values in an exception's text would end up in the log.
        hide_parameters=True,
    )
    event.listen(engine.sync_engine, "handle_error", _told_of_the_connection, retval=True)
    return engine


def _told_of_the_connection(context: ExceptionContext) -> ConnectionError | None:
    """What to raise instead of what SQLAlchemy would, where the connection is what failed."""
    failure, connection = context.original_exception, context.connection
    if not isinstance(failure, Exception):
        return None
    if connection is None:
        return NoConnection(in_a_line(failure))
    if not (connection.closed or connection.invalidated or _lives(connection.connection.driver_connection)):
        # For SQLAlchemy, only an error of the driver's own may tell of it.
        context.is_disconnect = True
    return ConnectionLost(in_a_line(failure)) if context.is_disconnect else None


def _lives(connection: Any) -> bool:
    """Whether asyncpg knows nothing else of it."""
    try:
        return not connection.is_closed()
    except asyncpg.InterfaceError:
        # What the pool gave out no longer stands for a connection: it was taken back when that ended.
        return False


def _end(connection: Any) -> None:
    """At once: whether the server still listens is not waited for. The pool may then make another one."""
    with suppress(asyncpg.InterfaceError):  # As in `_lives`.
        connection.terminate()


def _too_many(waiting: int) -> NoConnection:
    return NoConnection(f"{waiting} calls are already waiting for a connection")


async def _nothing_to_reset(_: object) -> None:
    pass
