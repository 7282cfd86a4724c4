"""Limits for callers without a credential.

Attempts to sign in are limited per account, against guessing one account's password, and per address, against guessing
many accounts' passwords. Reports of leaked keys are limited per address.
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
    """Counts attempts across processes in Valkey, or in this process if there is no Valkey or it is unavailable."""

    def __init__(self, valkey: Valkey, namespace: str, refusal: str) -> None:
        """`namespace` separates these attempts from others. `refusal` is the first sentence of the error."""
        self._valkey = valkey
        self._local = MemoryStorage()
        self._namespace = namespace
        self._refusal = refusal

    async def count(self, limit: RateLimitItem, kind: str, subject: str) -> None:
        """Counts an attempt. Raises RateLimited when it exceeds the limit."""
        hit = partial(_hit, limit=limit, identifiers=(self._namespace, kind, subject))
        wait = await self._valkey.run(hit)
        if wait is None:
            wait = await hit(self._local)
        if wait:
            raise RateLimited(retry_after=wait, detail=f"{self._refusal} Try again in {wait} seconds.")

    async def reset(self, limit: RateLimitItem, kind: str, subject: str) -> None:
        """Forgets all attempts of `subject`."""
        reset = partial(_reset, limit=limit, identifiers=(self._namespace, kind, subject))
        await reset(self._local)
        await self._valkey.run(reset)


class SignInThrottle:
    """Limits attempts to sign in, per account and per address."""

    def __init__(self, valkey: Valkey, *, per_account: str, per_address: str) -> None:
        """Takes limits written like "20/15 minutes"."""
        self._attempts = _Attempts(valkey, "sign-in", "Too many sign-in attempts.")
        self._per_account = parse(per_account)
        self._per_address = parse(per_address)

    async def attempt(self, *, email: str, ip: str | None) -> None:
        """Counts an attempt, before any password is checked. Raises RateLimited when there were too many."""
        await self._attempts.count(self._per_address, "address", _address(ip))
        await self._attempts.count(self._per_account, "account", _account(email))

    async def succeeded(self, *, email: str) -> None:
        """Forgets the account's attempts: somebody who knows the password isn't guessing it."""
        await self._attempts.reset(self._per_account, "account", _account(email))


class ReportThrottle:
    """Limits reports of leaked keys, per address."""

    def __init__(self, valkey: Valkey, *, per_address: str) -> None:
        """Takes a limit written like "60/minute"."""
        self._attempts = _Attempts(valkey, "leak-report", "Too many reports of leaked keys from this address.")
        self._per_address = parse(per_address)

    async def attempt(self, *, ip: str | None) -> None:
        """Counts a report. Raises RateLimited when there were too many."""
        await self._attempts.count(self._per_address, "address", _address(ip))


async def _hit(storage: Storage, *, limit: RateLimitItem, identifiers: tuple[str, ...]) -> int:
    """Counts an attempt. Returns 0, or the seconds to wait if it exceeds the limit."""
    limiter = MovingWindowRateLimiter(storage)
    if await limiter.hit(limit, *identifiers):
        return 0
    window = await limiter.get_window_stats(limit, *identifiers)
    return max(1, math.ceil(window.reset_time - time.time()))


async def _reset(storage: Storage, *, limit: RateLimitItem, identifiers: tuple[str, ...]) -> None:
    await MovingWindowRateLimiter(storage).clear(limit, *identifiers)


#: Prefix length of the smallest IPv6 network that a provider assigns to a customer (RFC 6177, RFC 7934).
_IPV6_SITE_PREFIX = 64


def _address(ip: str | None) -> str:
    """Returns what an address counts as: for IPv6 its network, because the caller can choose any address in it."""
    if ip is None:
        return "unknown"
    address = ip_address(ip)
    if not isinstance(address, IPv6Address):
        return ip
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(IPv6Network((int(address), _IPV6_SITE_PREFIX), strict=False))


def _account(email: str) -> str:
    # Hashed, so that what is stored has a bounded length and contains no e-mail address.
    return hashlib.sha256(email.encode()).hexdigest()
