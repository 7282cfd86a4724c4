"""What it means when the database fails us: that it is away or too slow, rather than our statement wrong; and whether
the connection alone was lost.
"""

import asyncpg
from sqlalchemy.exc import DBAPIError, EmulatedDBAPIException

#: Whatever the statement, the server could not work on it, or not in time (PostgreSQL's manual, appendix A).
_UNAVAILABLE = (
    ConnectionError,  # `NoConnection` and `ConnectionLost` are some of these.
    TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.OperatorInterventionError,  # It stops, starts or recovers; or the statement took too long.
    asyncpg.LockNotAvailableError,
    asyncpg.DeadlockDetectedError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.TransactionTimeoutError,
    asyncpg.ReadOnlySQLTransactionError,  # A standby, at an address that will soon be the new primary's.
)

#: What a server, or what is between it and us, says at the end of a connection that asyncpg may not have seen end yet.
_LOST = (
    ConnectionError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.IdleSessionTimeoutError,
)


class ConnectionLost(ConnectionError):
    """The connection is gone, and the statement failed with it.

    Raised for whatever asyncpg, the event loop or SQLAlchemy said then: they do so with many errors, some of which
    otherwise tell of mistakes of ours, and only the connection itself tells which it is.
    """


class NoConnection(ConnectionError):
    """None could be had: the database takes none, all are in use for long, or too many calls wait for one already."""


class NoMoreConnections(NoConnection):
    """The server has as many connections as it takes; another may soon be free."""


def is_unavailability(failure: BaseException) -> bool:
    """Whether the same call may succeed a little later."""
    return isinstance(_cause(failure), _UNAVAILABLE)


def is_connection_lost(failure: BaseException) -> bool:
    """Whether the connection went away under the statement, which may have been executed or not."""
    cause = _cause(failure)
    return isinstance(cause, _LOST) and not isinstance(cause, NoConnection)


def in_a_line(failure: BaseException) -> str:
    """For the log, where an outage would otherwise write a traceback for every call."""
    cause = _cause(failure)
    said = str(cause).partition("\n")[0]
    return f"{type(cause).__name__}: {said}" if said else type(cause).__name__


def _cause(failure: BaseException) -> BaseException:
    """What asyncpg said, where SQLAlchemy tells of it."""
    return failure.driver_exception if isinstance(failure, DBAPIError | EmulatedDBAPIException) else failure
