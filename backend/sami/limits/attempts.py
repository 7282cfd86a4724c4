"""How often somebody without a credential may try: to sign in, per account, against guessing one password, and per
address, against guessing many; and to report leaked keys, per address.
"""

import hashlib
import math
import time
from functools import partial
from ipaddress import IPv6Address, IPv6Network, ip_address

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, Storage
from limits.aio.strategies import MovingWindowRateLimiter

from sami.errors.types import RateLimited
from sami.limits.valkey import Valkey


class _Attempts:
    """Counts attempts together with other processes where there is a Valkey; alone, if not or while it is away."""

    def __init__(self, valkey: Valkey, what: str, refusal: str) -> None:
        """`what` tells these attempts from others; `refusal` says what there were too many of."""
        self._valkey = valkey
        self._alone = MemoryStorage()
        self._what = what
        self._refusal = refusal

    async def count(self, limit: RateLimitItem, kind: str, who: str) -> None:
        """Raises RateLimited when it was one too many."""
        hit = partial(_hit, limit=limit, of=(self._what, kind, who))
        wait = await self._valkey.ask(hit)
        if wait is None:
            wait = await hit(self._alone)
        if wait:
            raise RateLimited(retry_after=wait, detail=f"{self._refusal} Try again in {wait} seconds.")

    async def forget(self, limit: RateLimitItem, kind: str, who: str) -> None:
        forget = partial(_forget, limit=limit, of=(self._what, kind, who))
        await forget(self._alone)
        await self._valkey.ask(forget)


class SignInThrottle:
    def __init__(self, valkey: Valkey, *, per_account: str, per_address: str) -> None:
        """The limits are written as in "20/15 minutes"."""
        self._attempts = _Attempts(valkey, "sign-in", "Too many sign-in attempts.")
        self._per_account = parse(per_account)
        self._per_address = parse(per_address)

    async def attempt(self, *, email: str, ip: str | None) -> None:
        """Counts an attempt. Raises RateLimited when there were too many, before any password is looked at."""
        await self._attempts.count(self._per_address, "address", _address(ip))
        await self._attempts.count(self._per_account, "account", _account(email))

    async def succeeded(self, *, email: str) -> None:
        """Forgets the account's attempts: whoever knows the password is no guesser."""
        await self._attempts.forget(self._per_account, "account", _account(email))


class ReportThrottle:
    def __init__(self, valkey: Valkey, *, per_address: str) -> None:
        """The limit is written as in "60/minute"."""
        self._attempts = _Attempts(valkey, "leak-report", "Too many reports of leaked keys from this address.")
        self._per_address = parse(per_address)

    async def attempt(self, *, ip: str | None) -> None:
        """Counts a report. Raises RateLimited when there were too many."""
        await self._attempts.count(self._per_address, "address", _address(ip))


async def _hit(storage: Storage, *, limit: RateLimitItem, of: tuple[str, ...]) -> int:
    """Counts one; the seconds to wait if that was too many, else 0."""
    limiter = MovingWindowRateLimiter(storage)
    if await limiter.hit(limit, *of):
        return 0
    window = await limiter.get_window_stats(limit, *of)
    return max(1, math.ceil(window.reset_time - time.time()))


async def _forget(storage: Storage, *, limit: RateLimitItem, of: tuple[str, ...]) -> None:
    await MovingWindowRateLimiter(storage).clear(limit, *of)


#: What each customer of a provider has at least, to take any address of (RFC 6177, RFC 7934).
_ONE_SITE = 64


def _address(ip: str | None) -> str:
    """Who can choose among the addresses of a network counts as that network."""
    if ip is None:
        return "unknown"
    address = ip_address(ip)
    if not isinstance(address, IPv6Address):
        return ip
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(IPv6Network((int(address), _ONE_SITE), strict=False))


def _account(email: str) -> str:
    # Of a bounded length and without anybody's address, wherever it is stored.
    return hashlib.sha256(email.encode()).hexdigest()
