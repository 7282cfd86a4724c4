"""The two connection pools: SQLAlchemy's for changes, asyncpg's for reads. Both follow the same rules.

- A call waits for a connection, but not for long. When very many calls already wait, it is refused at once: that costs
  nothing, and the waiting calls are served in time.
- When the server accepts no more connections, calls share the existing ones.
- A connection that is known to be closed is replaced before it is used.
- No connection is opened before it is needed, so a process can start and run while the database is away.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar, cast

import asyncpg
from sqlalchemy import ExceptionContext, event
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, ConnectionPoolEntry
from sqlalchemy.util.queue import Empty

from sami.db.failures import ConnectionLost, NoConnection, NoMoreConnections, one_line

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

#: Limits in seconds: to get a connection, and to connect; to run a command, when the server is silent and its own
#: timeouts don't help; and for the server to confirm that a command is cancelled.
WAIT_SECONDS, COMMAND_SECONDS, CANCEL_SECONDS = 5.0, 12.0, 2.0

#: The most calls that wait for each pool. A thousand calls are served in about a second.
MAX_WAITING = 1_000

#: The pause between attempts while the server accepts no more connections.
_RETRY_SECONDS = 0.1


async def _connect(*arguments: Any, **options: Any) -> Any:
    """Connects like `asyncpg.connect`. Raises NoConnection."""
    try:
        return await asyncpg.connect(
            *arguments,
            timeout=WAIT_SECONDS,
            command_timeout=COMMAND_SECONDS,
            server_settings=SERVER_SETTINGS,
            **options,
        )
    except asyncpg.TooManyConnectionsError as cause:
        raise NoMoreConnections(one_line(cause)) from cause
    except Exception as cause:
        # The call has not used the connection yet, so it can't be the cause.
        raise NoConnection(one_line(cause)) from cause


class Readers:
    """Connections for single statements. They are asyncpg's own: a session would take most of the time."""

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]") -> None:
        self._pool = pool
        # Connections that were released while no call waited. They stay out of the pool, because releasing and
        # acquiring one costs more than a short statement.
        self._spare: list[Any] = []
        self.waiting = 0

    async def use(self, operation: Callable[[Any], Awaitable[T]]) -> T:
        """Runs `operation` on a connection and returns its result. Raises NoConnection, ConnectionLost, and what
        `operation` raises.
        """
        connection = await self._acquire()
        try:
            result = await operation(connection)
        except BaseException as failure:
            lost = not _is_open(connection)
            await self._release(connection)
            if lost and isinstance(failure, Exception):
                raise ConnectionLost(one_line(failure)) from failure
            raise
        if self.waiting:
            await self._release(connection)
        else:
            self._spare.append(connection)
        return result

    @property
    def in_use(self) -> int:
        return self._pool.get_size() - self._pool.get_idle_size() - sum(map(_is_open, self._spare))

    async def _acquire(self) -> Any:
        while self._spare:
            connection = self._spare.pop()
            if _is_open(connection):
                return connection
            _terminate(connection)
        if self.waiting >= MAX_WAITING:
            raise _too_many_waiting(self.waiting)
        self.waiting += 1
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                while True:
                    try:
                        return await self._pool.acquire()
                    except NoMoreConnections:
                        await asyncio.sleep(_RETRY_SECONDS)
        except TimeoutError as cause:
            raise NoConnection(f"no connection was free within {WAIT_SECONDS} seconds") from cause
        except (asyncpg.InterfaceError, asyncpg.InternalClientError) as cause:
            # The pool is closing.
            raise NoConnection(one_line(cause)) from cause
        finally:
            self.waiting -= 1

    async def _release(self, connection: Any) -> None:
        """Returns the connection to the pool, which closes one that is still busy with a cancelled command. A failure
        here closes it too, and must hide neither the result nor the error of the operation.
        """
        with suppress(Exception):
            await self._pool.release(connection, timeout=CANCEL_SECONDS)

    def terminate_idle(self) -> None:
        """Closes all idle connections. The ones in use fail by themselves if they are lost."""
        self._terminate_spare()
        # `expire_connections` would close each in a task, and log a failure of that task as a bug.
        holders = cast(Any, self._pool)._holders  # noqa: SLF001 - the pool gives no other access to them
        for holder in holders:
            if holder.is_idle():
                holder.terminate()

    def _terminate_spare(self) -> None:
        while self._spare:
            _terminate(self._spare.pop())

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str, *, size: int) -> AsyncIterator["Readers"]:
        async with asyncpg.create_pool(
            url,
            min_size=0,
            max_size=size,
            connect=_connect,
            # A single statement leaves nothing to reset, and a reset costs some 15 % of a short read.
            reset=_skip_reset,
        ) as pool:
            readers = cls(pool)
            try:
                yield readers
            finally:
                readers._terminate_spare()


class _Writers(AsyncAdaptedQueuePool):
    """SQLAlchemy's pool, with the rules above. `_do_get` is its only hook for them."""

    waiting = 0

    def _do_get(self) -> ConnectionPoolEntry:
        if self.waiting >= MAX_WAITING:
            raise _too_many_waiting(self.waiting)
        self.waiting += 1
        try:
            entry = self._acquire_entry()
        except PoolTimeout as cause:
            raise NoConnection(f"no connection was free within {WAIT_SECONDS} seconds") from cause
        finally:
            self.waiting -= 1
        connection = entry.driver_connection
        if connection is not None and connection.is_closed():
            entry.invalidate()
        return entry

    def _acquire_entry(self) -> ConnectionPoolEntry:
        until = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                return super()._do_get()
            except NoMoreConnections:
                if time.monotonic() > until:
                    raise
            try:
                # Or one that another call releases, if that comes first.
                return self._pool.get(True, _RETRY_SECONDS)
            except Empty:
                pass


def writers(url: str, *, size: int) -> AsyncEngine:
    """Returns the engine for transactions."""

    async def connect() -> Any:
        return await _connect(url)

    engine = create_async_engine(
        "postgresql+asyncpg://",
        async_creator=connect,
        poolclass=_Writers,
        pool_size=size,
        max_overflow=0,
        pool_timeout=WAIT_SECONDS,
        # Keeps parameter values out of exception texts, and so out of the log.
        hide_parameters=True,
    )
    event.listen(engine.sync_engine, "handle_error", _connection_error, retval=True)
    return engine


def _connection_error(context: ExceptionContext) -> ConnectionError | None:
    """Returns the error to raise instead of SQLAlchemy's when the connection failed, else None."""
    failure, connection = context.original_exception, context.connection
    if not isinstance(failure, Exception):
        return None
    if connection is None:
        return NoConnection(one_line(failure))
    if not (connection.closed or connection.invalidated or _is_open(connection.connection.driver_connection)):
        # SQLAlchemy itself recognizes a lost connection only by the driver's own errors.
        context.is_disconnect = True
    return ConnectionLost(one_line(failure)) if context.is_disconnect else None


def _is_open(connection: Any) -> bool:
    """Whether the connection is open, as far as asyncpg knows."""
    try:
        return not connection.is_closed()
    except asyncpg.InterfaceError:
        # The pool took the connection back when it ended, so this proxy has none.
        return False


def _terminate(connection: Any) -> None:
    """Closes the connection at once, without waiting for the server. The pool can then open another one."""
    with suppress(asyncpg.InterfaceError):  # The proxy has no connection, as in `_is_open`.
        connection.terminate()


def _too_many_waiting(waiting: int) -> NoConnection:
    return NoConnection(f"{waiting} calls already wait for a connection")


async def _skip_reset(_: object) -> None:
    pass
