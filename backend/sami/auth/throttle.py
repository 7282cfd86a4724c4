"""How often somebody may try to sign in: per account, against guessing one password, and per address, against
guessing many.
"""

import hashlib
import math
import time
from functools import partial

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, Storage
from limits.aio.strategies import MovingWindowRateLimiter

from sami.auth.valkey import Valkey
from sami.errors import RateLimited


class SignInThrottle:
    """Counts attempts together with other processes where there is a Valkey; alone, if not or while it is away."""

    def __init__(self, valkey: Valkey, *, per_account: str, per_address: str) -> None:
        """The limits are written as in "20/15 minutes"."""
        self._valkey = valkey
        self._alone = MemoryStorage()
        self._per_account = parse(per_account)
        self._per_address = parse(per_address)

    async def attempt(self, *, email: str, ip: str | None) -> None:
        """Counts an attempt. Raises RateLimited when there were too many, before any password is looked at."""
        await self._count(self._per_address, "address", ip or "unknown")
        await self._count(self._per_account, "account", _account(email))

    async def succeeded(self, *, email: str) -> None:
        """Forgets the account's attempts: whoever knows the password is no guesser."""
        forget = partial(_forget, limit=self._per_account, who=_account(email))
        await forget(self._alone)
        await self._valkey.ask(forget)

    async def _count(self, limit: RateLimitItem, kind: str, who: str) -> None:
        hit = partial(_hit, limit=limit, kind=kind, who=who)
        wait = await self._valkey.ask(hit)
        if wait is None:
            wait = await hit(self._alone)
        if wait:
            raise RateLimited(retry_after=wait, detail=f"Too many attempts to sign in. Try again in {wait} seconds.")


async def _hit(storage: Storage, *, limit: RateLimitItem, kind: str, who: str) -> int:
    """Counts one; the seconds to wait if that was too many, else 0."""
    limiter = MovingWindowRateLimiter(storage)
    if await limiter.hit(limit, "sign-in", kind, who):
        return 0
    window = await limiter.get_window_stats(limit, "sign-in", kind, who)
    return max(1, math.ceil(window.reset_time - time.time()))


async def _forget(storage: Storage, *, limit: RateLimitItem, who: str) -> None:
    await MovingWindowRateLimiter(storage).clear(limit, "sign-in", "account", who)


def _account(email: str) -> str:
    # Of a bounded length and without anybody's address, wherever it is stored.
    return hashlib.sha256(email.encode()).hexdigest()
