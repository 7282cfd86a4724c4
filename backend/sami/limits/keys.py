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
from starlette.types import Scope

from sami.errors.types import RateLimited
from sami.limits.valkey import Valkey

_STANDING = "sami.rate_limit"


@dataclass(frozen=True, slots=True)
class _Standing:
    """What an answer says of its key: the policy, how many calls are left, and for how many seconds that holds."""

    policy: bytes
    left: int
    seconds: int


class KeyLimits:
    """One per process."""

    def __init__(self, valkey: Valkey, limit: str) -> None:
        """`limit` as in "1000/minute"."""
        parsed = parse(limit)
        self._valkey = valkey
        self._most = parsed.amount
        self._seconds = parsed.get_expiry()
        self._policy = f'"key";q={self._most};w={self._seconds}'.encode()
        # Of the running window alone: with the next one all begin anew, and no key is kept that is not in use.
        self._window = 0
        self._counts: dict[UUID, int] = {}

    async def count(self, key_id: UUID, scope: Scope) -> None:
        """Counts a call, and notes in its scope how the key stands. Raises RateLimited when it was one too many."""
        window, into = divmod(time.time(), self._seconds)
        # Rounded up: whoever waits that long is not a moment too early.
        seconds = math.ceil(self._seconds - into)
        calls = await self._valkey.ask(
            partial(_increment, key=f"sami:calls:{key_id}:{int(window)}", seconds=self._seconds)
        )
        if calls is None:
            calls = self._increment_alone(key_id, int(window))
        scope[_STANDING] = _Standing(self._policy, max(0, self._most - calls), seconds)
        if calls > self._most:
            raise RateLimited(
                retry_after=seconds,
                detail=f"This key may make {self._most} calls in {self._seconds} seconds. "
                f"Try again in {seconds} seconds.",
            )

    def _increment_alone(self, key_id: UUID, window: int) -> int:
        if window != self._window:
            self._window, self._counts = window, {}
        calls = self._counts[key_id] = self._counts.get(key_id, 0) + 1
        return calls


async def _increment(storage: Storage, *, key: str, seconds: int) -> int:
    return await storage.incr(key, seconds)


def limit_headers(scope: Scope) -> Sequence[tuple[bytes, bytes]]:
    """How the key of the request stands, if it had one whose secret matched."""
    standing: _Standing | None = scope.get(_STANDING)
    if standing is None:
        return ()
    return (
        (b"ratelimit-policy", standing.policy),
        (b"ratelimit", f'"key";r={standing.left};t={standing.seconds}'.encode()),
    )
