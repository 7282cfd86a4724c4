"""How often somebody may try to sign in: per account, against guessing one password, and per address, against
guessing many.
"""

import hashlib
import math
import time

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, Storage
from limits.aio.strategies import MovingWindowRateLimiter

from sami.errors import RateLimited


class SignInThrottle:
    """Counts attempts in `storage`; a process of its own counts alone."""

    def __init__(self, *, per_account: str, per_address: str, storage: Storage | None = None) -> None:
        """The limits are written as in "20/15 minutes"."""
        self._limiter = MovingWindowRateLimiter(storage or MemoryStorage())
        self._per_account = parse(per_account)
        self._per_address = parse(per_address)

    async def attempt(self, *, email: str, ip: str | None) -> None:
        """Counts an attempt. Raises RateLimited when there were too many, before any password is looked at."""
        await self._count(self._per_address, "address", ip or "unknown")
        await self._count(self._per_account, "account", _account(email))

    async def succeeded(self, *, email: str) -> None:
        """Forgets the account's attempts: whoever knows the password is no guesser."""
        await self._limiter.clear(self._per_account, "sign-in", "account", _account(email))

    async def _count(self, limit: RateLimitItem, kind: str, who: str) -> None:
        if not await self._limiter.hit(limit, "sign-in", kind, who):
            window = await self._limiter.get_window_stats(limit, "sign-in", kind, who)
            wait = max(1, math.ceil(window.reset_time - time.time()))
            raise RateLimited(retry_after=wait, detail=f"Too many attempts to sign in. Try again in {wait} seconds.")


def _account(email: str) -> str:
    # Of a bounded length and without anybody's address, wherever it is stored.
    return hashlib.sha256(email.encode()).hexdigest()
