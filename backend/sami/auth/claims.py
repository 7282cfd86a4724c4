"""Who a request claims to be, and the memory that spares looking it up again."""

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
    """The claims of the keys used lately, by the key's HMAC; forgets the least recently used beyond `size`."""

    def __init__(self, size: int = 50_000) -> None:
        self._size = size
        self._claims: OrderedDict[bytes, Claim] = OrderedDict()
        self.hits = self.misses = 0

    def recall(self, digest: bytes) -> Claim | None:
        claim = self._claims.get(digest)
        if claim is None:
            self.misses += 1
        else:
            self.hits += 1
            self._claims.move_to_end(digest)
        return claim

    def remember(self, digest: bytes, claim: Claim) -> None:
        self._claims[digest] = claim
        if len(self._claims) > self._size:
            self._claims.popitem(last=False)
