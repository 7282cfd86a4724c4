"""Numbers for PostgreSQL's advisory locks, one for each purpose and owner."""

import hashlib
from uuid import UUID


def lock_number(purpose: str, owner: UUID, name: str = "") -> int:
    """Returns a signed 64-bit number. A collision would only make one transaction wait for another."""
    text = f"{purpose}\0{owner}\0{name}".encode()
    return int.from_bytes(hashlib.sha256(text).digest()[:8], signed=True)
