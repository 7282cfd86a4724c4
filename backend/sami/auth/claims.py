"""Who a request claims to be, and the memory that spares looking it up again."""

import hashlib
import secrets
from collections import OrderedDict
from dataclasses import dataclass
from uuid import UUID

from sami.auth.permission import Permission


@dataclass(frozen=True, slots=True)
class Claim:
    """Whom a key says it acts for. Good for finding rows, and for nothing else: whether the key is still alive is asked
    in the statement that reads, or in the transaction that writes (`sami.auth.actor`).

    None of its fields ever changes for a given key, so remembering one can't be wrong and nothing has to be
    invalidated.
    """

    workspace_id: UUID
    key_id: UUID
    user_id: UUID
    permission: Permission


class ClaimMemory:
    """The claims of the keys used lately; forgets the least recently used beyond `size`.

    Keys stand in it as keyed BLAKE2b (RFC 7693), under a secret that this process makes and nobody else has: looking
    one up takes a quarter of the time that checking its form and its HMAC would.
    """

    def __init__(self, size: int = 50_000) -> None:
        self._size = size
        self._secret = secrets.token_bytes(32)
        self._claims: OrderedDict[bytes, Claim] = OrderedDict()
        self.hits = self.misses = 0

    def recall(self, text: str) -> Claim | None:
        """The claim of what was once found to be a key."""
        fingerprint = self._fingerprint(text)
        claim = self._claims.get(fingerprint)
        if claim is not None:
            self.hits += 1
            self._claims.move_to_end(fingerprint)
        return claim

    def remember(self, text: str, claim: Claim) -> None:
        self.misses += 1
        self._claims[self._fingerprint(text)] = claim
        if len(self._claims) > self._size:
            self._claims.popitem(last=False)

    def _fingerprint(self, text: str) -> bytes:
        return hashlib.blake2b(text.encode(), key=self._secret, digest_size=32).digest()
