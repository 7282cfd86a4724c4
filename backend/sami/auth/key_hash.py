"""How keys are stored: as HMAC-SHA-256 (RFC 2104) of the whole key under a server-side pepper that has an id.

A key has 190 random bits, so guessing it from its hash is hopeless even with a fast hash function. The pepper makes a
stolen database useless for checking guesses, too. Peppers can be rotated: new hashes use the newest pepper, and old
hashes name theirs until the key is next verified and hashed again (see `auth.verify`).
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field

from sami.auth.key_format import KeySecret

MIN_PEPPER_BYTES = 32


@dataclass(frozen=True, slots=True)
class Pepper:
    """A server-side secret with the id that stored hashes name."""

    id: str
    secret: bytes = field(repr=False)

    def digest(self, key: KeySecret) -> bytes:
        """Returns the 32-byte hash under which `key` is stored."""
        return hmac.digest(self.secret, key.text.encode("ascii"), hashlib.sha256)

    def derive(self, purpose: str, name: bytes) -> bytes:
        """Derives 32 secret bytes for another purpose, as in HKDF's expansion (RFC 5869 §3.2).

        No key starts with `purpose`, so these bytes reveal nothing about the hash of a key, nor the other way round.
        """
        return hmac.digest(self.secret, b"%b\0%b" % (purpose.encode(), name), hashlib.sha256)


class Peppers:
    """At least one pepper, newest first."""

    def __init__(self, peppers: Sequence[Pepper]) -> None:
        self.newest = peppers[0]
        self._by_id = {pepper.id: pepper for pepper in peppers}

    def matches(self, key: KeySecret, *, pepper_id: str, digest: bytes) -> bool:
        """Returns whether `digest` is the hash of `key`, compared in constant time. False for an unknown pepper."""
        pepper = self._by_id.get(pepper_id)
        return pepper is not None and hmac.compare_digest(pepper.digest(key), digest)

    def knows(self, pepper_id: str) -> bool:
        """Returns whether this pepper is configured."""
        return pepper_id in self._by_id

    def get(self, pepper_id: str) -> Pepper | None:
        """Returns the pepper with this id, or None if it isn't configured."""
        return self._by_id.get(pepper_id)
