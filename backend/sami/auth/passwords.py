"""Passwords: argon2id (RFC 9106) through libpass. Slow on purpose, so it runs in a thread, few at a time."""

from functools import cache

from anyio import CapacityLimiter, to_thread
from passlib.context import CryptContext

_CONTEXT = CryptContext(schemes=["argon2"], argon2__type="ID")

# 64 MiB and some 0.15 s of a core each: more at once would only starve the calls beside them.
_AT_ONCE = 2


def hash_password(password: str) -> str:
    """Blocking."""
    return _CONTEXT.hash(password)


class Passwords:
    def __init__(self) -> None:
        self._limiter = CapacityLimiter(_AT_ONCE)
        self._nobodys = _nobodys_hash()

    async def matches(self, password: str, password_hash: str | None) -> bool:
        """Whether it is the password. Without a hash (unknown address) False, after the same work."""

        def verify() -> bool:
            return _CONTEXT.verify(password, password_hash or self._nobodys) and password_hash is not None

        return await to_thread.run_sync(verify, limiter=self._limiter)


@cache
def _nobodys_hash() -> str:
    """Made with today's parameters, so that checking against it takes as long as against anybody's."""
    return _CONTEXT.hash("nobody's password")
