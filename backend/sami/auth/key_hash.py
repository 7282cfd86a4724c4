"""How keys are kept: HMAC-SHA-256 (RFC 2104) of the whole key under a server-side pepper that has an id.

A key is 190 random bits, so guessing it from a hash is hopeless with or without a slow function; the pepper makes a
stolen database useless even for checking a guess. Peppers rotate: new hashes use the newest, old ones keep naming
theirs until the key is next verified, when it is hashed anew (see `auth.verify`).
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field

from sami.auth.key_format import KeySecret

MIN_PEPPER_BYTES = 32


@dataclass(frozen=True, slots=True)
class Pepper:
    id: str
    secret: bytes = field(repr=False)

    def digest(self, key: KeySecret) -> bytes:
        """32 bytes."""
        return hmac.digest(self.secret, key.text.encode("ascii"), hashlib.sha256)

    def derive(self, purpose: str, name: bytes) -> bytes:
        """32 secret bytes for one thing that is no key: no key begins as `purpose` does, so neither tells of the other
        (as in HKDF's expansion, RFC 5869 §3.2).
        """
        return hmac.digest(self.secret, b"%b\0%b" % (purpose.encode(), name), hashlib.sha256)


class Peppers:
    """At least one pepper, newest first."""

    def __init__(self, peppers: Sequence[Pepper]) -> None:
        self.newest = peppers[0]
        self._by_id = {pepper.id: pepper for pepper in peppers}

    def matches(self, key: KeySecret, *, pepper_id: str, digest: bytes) -> bool:
        """Whether `digest` is that of `key`, compared in constant time. False when the pepper is not known here."""
        pepper = self._by_id.get(pepper_id)
        return pepper is not None and hmac.compare_digest(pepper.digest(key), digest)

    def knows(self, pepper_id: str) -> bool:
        return pepper_id in self._by_id

    def get(self, pepper_id: str) -> Pepper | None:
        return self._by_id.get(pepper_id)
