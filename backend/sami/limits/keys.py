"""How many calls a key may make: so many in each window of the clock, counted by all processes together where there is
a Valkey, and by each for itself where there is none or while it is away.

Windows begin at whole multiples of their length, for all keys and processes alike, so that one increment says all there
is to know: what is left, and when it starts anew. Headers as in draft-ietf-httpapi-ratelimit-headers-10.
"""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from limits import parse
from limits.aio.storage import Storage

from sami.errors.types import RateLimited
from sami.limits.valkey import Valkey


@dataclass(frozen=True, slots=True)
class KeyStanding:
    """Where a key stands after a call: `left` calls remain for the next `seconds`. `exceeded`: this call was one too
    many.
    """

    policy: bytes
    limit: int
    window: int
    left: int
    seconds: int
    exceeded: bool

    def headers(self) -> Sequence[tuple[bytes, bytes]]:
        """`RateLimit-Policy` and `RateLimit`, as ASGI takes them."""
        return (
            (b"ratelimit-policy", self.policy),
            (b"ratelimit", f'"key";r={self.left};t={self.seconds}'.encode()),
        )

    def require_allowed(self) -> None:
        """Raises RateLimited when the call was one too many."""
        if self.exceeded:
            raise RateLimited(
                retry_after=self.seconds,
                detail=f"This key may make {self.limit} calls in {self.window} seconds. "
                f"Try again in {self.seconds} seconds.",
            )


class KeyLimits:
    """One per process."""

    def __init__(self, valkey: Valkey, limit: str) -> None:
        """`limit` as in "1000/minute"."""
        parsed = parse(limit)
        self._valkey = valkey
        self._limit = parsed.amount
        self._seconds = parsed.get_expiry()
        self._policy = f'"key";q={self._limit};w={self._seconds}'.encode()
        # Of the running window alone: with the next one all begin anew, and no key is kept that is not in use.
        self._window = 0
        self._counts: dict[UUID, int] = {}

    async def count(self, key_id: UUID) -> KeyStanding:
        """Counts a call of the key."""
        window, into = divmod(time.time(), self._seconds)
        calls = await self._valkey.ask(
            partial(_increment, key=f"sami:calls:{key_id}:{int(window)}", seconds=self._seconds)
        )
        if calls is None:
            calls = self._increment_alone(key_id, int(window))
        return KeyStanding(
            self._policy,
            self._limit,
            self._seconds,
            left=max(0, self._limit - calls),
            # Rounded up, so that a caller who waits this long doesn't come a moment too early.
            seconds=math.ceil(self._seconds - into),
            exceeded=calls > self._limit,
        )

    def _increment_alone(self, key_id: UUID, window: int) -> int:
        if window != self._window:
            self._window, self._counts = window, {}
        calls = self._counts[key_id] = self._counts.get(key_id, 0) + 1
        return calls


async def _increment(storage: Storage, *, key: str, seconds: int) -> int:
    return await storage.incr(key, seconds)
