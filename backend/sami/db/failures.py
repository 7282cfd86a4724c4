"""Classifies database errors: whether the database is away or too slow, and whether the connection was lost."""

import asyncpg
from sqlalchemy.exc import DBAPIError, EmulatedDBAPIException

#: The server could not run the statement at all, or not in time (PostgreSQL's manual, appendix A).
_UNAVAILABLE = (
    ConnectionError,  # `NoConnection` and `ConnectionLost` are subclasses.
    TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.OperatorInterventionError,  # The server stops, starts or recovers, or the statement took too long.
    asyncpg.LockNotAvailableError,
    asyncpg.DeadlockDetectedError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.TransactionTimeoutError,
    asyncpg.ReadOnlySQLTransactionError,  # A standby, at an address that soon belongs to the new primary.
)

#: The server, or a proxy in between, ends the connection with one of these. asyncpg may still think it is open.
_LOST = (
    ConnectionError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.IdleSessionTimeoutError,
)


class ConnectionLost(ConnectionError):
    """The connection was lost, and the statement failed with it.

    Replaces the error that asyncpg, the event loop or SQLAlchemy raised. They raise many kinds,
    and on an open connection some of those mean a bug of ours, so the state of the connection decides.
    """


class NoConnection(ConnectionError):
    """No connection is available: the database accepts none, all stay in use, or too many calls already wait."""


class NoMoreConnections(NoConnection):
    """The server is at its connection limit; one may soon be free."""


def is_unavailability(failure: BaseException) -> bool:
    """Whether the same call may succeed a little later, because the database was away or too slow."""
    return isinstance(_cause(failure), _UNAVAILABLE)


def is_connection_lost(failure: BaseException) -> bool:
    """Whether the connection was lost during the statement, which may or may not have run."""
    cause = _cause(failure)
    return isinstance(cause, _LOST) and not isinstance(cause, NoConnection)


def one_line(failure: BaseException) -> str:
    """Returns the failure as one line for the log: in an outage, each call would otherwise log a traceback."""
    cause = _cause(failure)
    message = str(cause).partition("\n")[0]
    return f"{type(cause).__name__}: {message}" if message else type(cause).__name__


def _cause(failure: BaseException) -> BaseException:
    """Returns asyncpg's own error when SQLAlchemy wraps it, else `failure`."""
    return failure.driver_exception if isinstance(failure, DBAPIError | EmulatedDBAPIException) else failure
