"""How often somebody may try to sign in: per account, against guessing one password, and per address, against
guessing many.
"""

import contextlib
import hashlib
import math
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Self, cast

import structlog
from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, Storage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.errors import StorageError
from limits.storage import storage_from_string
from valkey.asyncio import ConnectionPool

from sami.errors import RateLimited

log = structlog.get_logger()


class SignInThrottle:
    """Counts attempts together with other processes in a Valkey, if there is one; alone, if not or while it is away."""

    def __init__(self, *, per_account: str, per_address: str, together: Storage | None) -> None:
        self._alone = MovingWindowRateLimiter(MemoryStorage())
        self._together = MovingWindowRateLimiter(together) if together else self._alone
        self._per_account = parse(per_account)
        self._per_address = parse(per_address)

    @classmethod
    @asynccontextmanager
    async def open(cls, *, per_account: str, per_address: str, valkey_url: str | None) -> AsyncIterator[Self]:
        """The limits are written as in "20/15 minutes"; the URL as in `valkey://127.0.0.1:6379`."""
        if valkey_url is None:
            yield cls(per_account=per_account, per_address=per_address, together=None)
            return
        pool = ConnectionPool.from_url(valkey_url)
        storage = storage_from_string(f"async+{valkey_url}", connection_pool=cast(Any, pool), wrap_exceptions=True)
        try:
            yield cls(per_account=per_account, per_address=per_address, together=cast(Storage, storage))
        finally:
            await pool.aclose()

    async def attempt(self, *, email: str, ip: str | None) -> None:
        """Counts an attempt. Raises RateLimited when there were too many, before any password is looked at."""
        await self._count(self._per_address, "address", ip or "unknown")
        await self._count(self._per_account, "account", _account(email))

    async def succeeded(self, *, email: str) -> None:
        """Forgets the account's attempts: whoever knows the password is no guesser."""
        for limiter in {self._alone, self._together}:
            with contextlib.suppress(StorageError):
                await limiter.clear(self._per_account, "sign-in", "account", _account(email))

    async def _count(self, limit: RateLimitItem, kind: str, who: str) -> None:
        try:
            wait = await _hit(self._together, limit, kind, who)
        except StorageError as failure:
            log.warning("Valkey is away: sign-in attempts are counted per process", cause=str(failure))
            wait = await _hit(self._alone, limit, kind, who)
        if wait:
            raise RateLimited(retry_after=wait, detail=f"Too many attempts to sign in. Try again in {wait} seconds.")


async def _hit(limiter: MovingWindowRateLimiter, limit: RateLimitItem, kind: str, who: str) -> int:
    """Counts one; the seconds to wait if that was too many, else 0."""
    if await limiter.hit(limit, "sign-in", kind, who):
        return 0
    window = await limiter.get_window_stats(limit, "sign-in", kind, who)
    return max(1, math.ceil(window.reset_time - time.time()))


def _account(email: str) -> str:
    # Of a bounded length and without anybody's address, wherever it is stored.
    return hashlib.sha256(email.encode()).hexdigest()
