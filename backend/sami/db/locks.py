"""Numbers for PostgreSQL's advisory locks, one for each purpose and thing."""

import hashlib
from uuid import UUID


def lock_number(purpose: str, owner: UUID, name: str = "") -> int:
    """64 bits, signed. That two should meet by chance would cost a wait, and nothing else."""
    text = f"{purpose}\0{owner}\0{name}".encode()
    return int.from_bytes(hashlib.sha256(text).digest()[:8], signed=True)
