"""What it means when the database fails us: that it is away or too slow, rather than our statement wrong; and whether
the connection alone was lost.
"""

import asyncpg
from sqlalchemy.exc import DBAPIError

#: Whatever the statement, the server could not work on it, or not in time (PostgreSQL's manual, appendix A).
_UNAVAILABLE = (
    OSError,  # TimeoutError and `NoConnection` are some of these.
    asyncpg.PostgresConnectionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.OperatorInterventionError,  # It stops, starts or recovers; or the statement took too long.
    asyncpg.LockNotAvailableError,
    asyncpg.DeadlockDetectedError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.TransactionTimeoutError,
    asyncpg.ReadOnlySQLTransactionError,  # A standby, at an address that will soon be the new primary's.
)

_LOST = (
    ConnectionError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.IdleSessionTimeoutError,
)

#: asyncpg says it of a connection that it knows to be gone, or that went between its being taken and its first
#: statement, or whose farewell it has read (its issues 784 and 1069): nothing was sent. It does so with errors that
#: otherwise tell of mistakes of ours.
_SAID_OF_A_LOST_ONE = (
    "connection is closed",
    "connection has been released",
    "pool is clos",
    "cannot switch to state",
    "not connected",
)


class NoConnection(ConnectionError):
    """None could be had: the database takes none, all are in use for long, or too many calls wait for one already."""


class NoMoreConnections(NoConnection):
    """The server has as many connections as it takes; another may soon be free."""


def is_unavailability(failure: BaseException) -> bool:
    """Whether the same call may succeed a little later."""
    if isinstance(failure, DBAPIError) and failure.connection_invalidated:
        return True
    return isinstance(_cause(failure), _UNAVAILABLE) or is_connection_lost(failure)


def is_connection_lost(failure: BaseException) -> bool:
    """Whether the connection went away under the statement, which may have been executed or not."""
    cause = _cause(failure)
    if isinstance(cause, NoConnection | TimeoutError):
        return False
    said = str(cause) if type(cause) in (asyncpg.InterfaceError, asyncpg.InternalClientError) else ""
    return isinstance(cause, _LOST) or any(words in said for words in _SAID_OF_A_LOST_ONE)


def in_a_line(failure: BaseException) -> str:
    """For the log, where an outage would otherwise write a traceback for every call."""
    cause = _cause(failure)
    said = str(cause).partition("\n")[0]
    return f"{type(cause).__name__}: {said}" if said else type(cause).__name__


def _cause(failure: BaseException) -> BaseException:
    """What asyncpg said, where SQLAlchemy tells of it."""
    if isinstance(failure, DBAPIError) and failure.orig is not None:
        return failure.orig.__cause__ or failure.orig
    return failure
