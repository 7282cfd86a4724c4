"""Limits how many calls a key may make in each fixed window of time (ADR 11).

All processes count together in Valkey. If there is none, or while it is unavailable, each process counts for itself.
Windows begin at multiples of their length, for all keys and processes alike, so a single increment yields both the
remaining calls and the time until the reset. Headers as in draft-ietf-httpapi-ratelimit-headers-10.
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
class RateLimitStatus:
    """A key's limit after a call: `limit` calls per `window` seconds, `remaining` of them for the next `reset_seconds`.

    `exceeded`: this call was one too many. `policy` is the value of the `RateLimit-Policy` header.
    """

    policy: bytes
    limit: int
    window: int
    remaining: int
    reset_seconds: int
    exceeded: bool

    def headers(self) -> Sequence[tuple[bytes, bytes]]:
        """Returns `RateLimit-Policy` and `RateLimit` as ASGI headers."""
        return (
            (b"ratelimit-policy", self.policy),
            (b"ratelimit", f'"key";r={self.remaining};t={self.reset_seconds}'.encode()),
        )

    def raise_if_exceeded(self) -> None:
        """Raises RateLimited if the call was one too many."""
        if self.exceeded:
            raise RateLimited(
                retry_after=self.reset_seconds,
                detail=f"This key may make {self.limit} calls in {self.window} seconds. "
                f"Try again in {self.reset_seconds} seconds.",
            )


class KeyLimits:
    """Counts the calls of all keys. One per process."""

    def __init__(self, valkey: Valkey, limit: str) -> None:
        """Takes a limit written like "1000/minute"."""
        parsed = parse(limit)
        self._valkey = valkey
        self._limit = parsed.amount
        self._seconds = parsed.get_expiry()
        self._policy = f'"key";q={self._limit};w={self._seconds}'.encode()
        # For the current window only. The next one starts with an empty dict, so unused keys take no memory.
        self._window = 0
        self._counts: dict[UUID, int] = {}

    async def count(self, key_id: UUID) -> RateLimitStatus:
        """Counts a call of the key."""
        window, elapsed = divmod(time.time(), self._seconds)
        calls = await self._valkey.run(
            partial(_increment, key=f"sami:calls:{key_id}:{int(window)}", seconds=self._seconds)
        )
        if calls is None:
            calls = self._increment_locally(key_id, int(window))
        return RateLimitStatus(
            self._policy,
            self._limit,
            self._seconds,
            remaining=max(0, self._limit - calls),
            # Rounded up, so that a caller who waits this long isn't a moment too early.
            reset_seconds=math.ceil(self._seconds - elapsed),
            exceeded=calls > self._limit,
        )

    def _increment_locally(self, key_id: UUID, window: int) -> int:
        if window != self._window:
            self._window, self._counts = window, {}
        calls = self._counts[key_id] = self._counts.get(key_id, 0) + 1
        return calls


async def _increment(storage: Storage, *, key: str, seconds: int) -> int:
    return await storage.incr(key, seconds)
