"""The Valkey in which several processes count together: there may be none, and one that there is may be away.

Nobody is refused, and nothing fails, because of it: who gets no answer counts alone.
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

#: An answer takes a tenth of a millisecond; what takes this long counts as away.
_ANSWER_SECONDS = 0.25
#: Of one process. One is free again in a tenth of a millisecond, so that this many keep a Valkey busy.
_MOST_CONNECTIONS = 50
#: How long a call waits for one of them.
_TURN_SECONDS = 1.0
#: How long it is left alone once it was away, so that calls don't queue up to find the same.
_LEFT_ALONE_SECONDS = 1.0


class Valkey:
    """One per process."""

    def __init__(self, storage: Storage | None) -> None:
        self._storage = storage
        self._away = False
        self._ask_again_at = 0.0

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str | None) -> AsyncIterator[Self]:
        """`url` as in `valkey://127.0.0.1:6379`; None when there is no Valkey. It need not be there yet."""
        if url is None:
            yield cls(None)
            return
        pool = BlockingConnectionPool.from_url(
            url,
            max_connections=_MOST_CONNECTIONS,
            timeout=_TURN_SECONDS,
            socket_timeout=_ANSWER_SECONDS,
            socket_connect_timeout=_ANSWER_SECONDS,
        )
        storage = storage_from_string(f"async+{url}", connection_pool=cast(Any, pool), wrap_exceptions=True)
        try:
            yield cls(cast(Storage, storage))
        finally:
            await pool.aclose()

    async def ask(self, question: Callable[[Storage], Awaitable[T]]) -> T | None:
        """What it answers; None when there is no Valkey, or it is away."""
        if self._storage is None:
            return None
        # Other calls that were under way when it went away may still get their answers, and say nothing of now.
        probing = self._away
        if probing:
            if time.monotonic() < self._ask_again_at:
                return None
            # This call asks for all of them.
            self._ask_again_at = time.monotonic() + _LEFT_ALONE_SECONDS
        try:
            answer = await question(self._storage)
        except (StorageError, RuntimeError) as failure:  # The second is uvloop's word for a lost connection.
            if not self._away:
                log.warning("Valkey is unreachable: each process counts on its own", cause=str(failure))
            self._away, self._ask_again_at = True, time.monotonic() + _LEFT_ALONE_SECONDS
            return None
        if probing and self._away:
            log.warning("Valkey is back: processes count together")
            self._away = False
        return answer
