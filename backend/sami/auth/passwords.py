"""Password hashing: argon2id (RFC 9106) through libpass. Slow by design, so it runs in threads, a few at a time."""

from functools import cache

from anyio import CapacityLimiter, to_thread
from passlib.context import CryptContext

_CONTEXT = CryptContext(schemes=["argon2"], argon2__type="ID")

# Each takes 64 MiB and about 0.15 s of a core. More at once would only starve other calls.
_MAX_CONCURRENT = 2


def hash_password(password: str) -> str:
    """Hashes a password. Blocks for about 0.15 s."""
    return _CONTEXT.hash(password)


class Passwords:
    """Verifies passwords. One per process, because it limits how many are verified at a time."""

    def __init__(self) -> None:
        self._limiter = CapacityLimiter(_MAX_CONCURRENT)
        self._dummy_hash = _dummy_hash()

    async def matches(self, password: str, password_hash: str | None) -> bool:
        """Returns whether the password matches. Without a hash (unknown address), returns False after the same work."""

        def verify() -> bool:
            return _CONTEXT.verify(password, password_hash or self._dummy_hash) and password_hash is not None

        return await to_thread.run_sync(verify, limiter=self._limiter)


@cache
def _dummy_hash() -> str:
    """Returns a hash made with the current parameters, so that verifying against it takes as long as a real one."""
    return _CONTEXT.hash("nobody's password")
