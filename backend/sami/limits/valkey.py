"""Access to the Valkey in which several processes count together. It is optional, and may be unavailable.

An unavailable Valkey never causes a refusal or a failure: callers then count for themselves.
"""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Self, TypeVar, cast

import structlog
from limits.aio.storage import Storage
from limits.errors import StorageError
from limits.storage import storage_from_string
from valkey.asyncio import BlockingConnectionPool

log = structlog.get_logger()

T = TypeVar("T")

#: A reply takes a tenth of a millisecond. A Valkey that takes this long counts as unavailable.
_TIMEOUT_SECONDS = 0.25
#: Per process. A connection is free again after a tenth of a millisecond, so this many can saturate a Valkey.
_MAX_CONNECTIONS = 50
#: How long a call waits for a free connection.
_POOL_TIMEOUT_SECONDS = 1.0
#: How long to wait before trying an unavailable Valkey again, so that calls don't queue up to fail the same way.
_RETRY_SECONDS = 1.0


class Valkey:
    """A pool of connections, and whether Valkey is available. One per process."""

    def __init__(self, storage: Storage | None) -> None:
        self._storage = storage
        self._unavailable = False
        self._retry_at = 0.0

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str | None) -> AsyncIterator[Self]:
        """Opens the pool. `url` is like `valkey://127.0.0.1:6379`, or None for no Valkey. It may not be running yet."""
        if url is None:
            yield cls(None)
            return
        pool = BlockingConnectionPool.from_url(
            url,
            max_connections=_MAX_CONNECTIONS,
            timeout=_POOL_TIMEOUT_SECONDS,
            socket_timeout=_TIMEOUT_SECONDS,
            socket_connect_timeout=_TIMEOUT_SECONDS,
        )
        storage = storage_from_string(f"async+{url}", connection_pool=cast(Any, pool), wrap_exceptions=True)
        try:
            yield cls(cast(Storage, storage))
        finally:
            await pool.aclose()

    async def run(self, operation: Callable[[Storage], Awaitable[T]]) -> T | None:
        """Runs `operation` and returns its result; None if there is no Valkey, or it is unavailable."""
        if self._storage is None:
            return None
        # An operation that started before Valkey became unavailable may still succeed; that doesn't mean it is back.
        probing = self._unavailable
        if probing:
            if time.monotonic() < self._retry_at:
                return None
            # This call probes on behalf of all others.
            self._retry_at = time.monotonic() + _RETRY_SECONDS
        try:
            result = await operation(self._storage)
        except (StorageError, RuntimeError) as failure:  # uvloop raises RuntimeError for a lost connection.
            if not self._unavailable:
                log.warning("Valkey is unreachable: each process counts on its own", cause=str(failure))
            self._unavailable, self._retry_at = True, time.monotonic() + _RETRY_SECONDS
            return None
        if probing and self._unavailable:
            log.warning("Valkey is back: processes count together")
            self._unavailable = False
        return result
