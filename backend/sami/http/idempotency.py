"""`Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header): a request repeated because its answer was lost acts
once.

What was done is written in the transaction that does it, so there is either the effect and its memory or neither. Kept
24 hours.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import Header
from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from sami.db.locks import lock_number
from sami.errors import IdempotencyInProgress, IdempotencyMismatch
from sami.models.idempotency import IdempotencyKey

KEPT = timedelta(hours=24)

IdempotencyToken = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        pattern=r"^[\x21-\x7e]+$",
        description="Yours to choose, such as a UUID. The same request with the same token acts once, for 24 hours.",
    ),
]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request with a token, in the running transaction. `done` is what its first run made, if there was one."""

    workspace_id: UUID
    scope_id: UUID
    token_hash: bytes
    fingerprint: bytes
    done: UUID | None

    async def remember(self, session: AsyncSession, resource_id: UUID) -> None:
        session.add(
            IdempotencyKey(
                workspace_id=self.workspace_id,
                scope_id=self.scope_id,
                token_hash=self.token_hash,
                fingerprint=self.fingerprint,
                resource_id=resource_id,
            )
        )


async def attempt(session: AsyncSession, *, workspace_id: UUID, scope_id: UUID, token: str, request: Any) -> Attempt:
    """`request` is all of the request that matters, as JSON can hold it.

    Raises IdempotencyInProgress while the first run's transaction is open, IdempotencyMismatch when it was another
    request.
    """
    lock = lock_number("idempotency", scope_id, token)
    if not await session.scalar(select(func.pg_try_advisory_xact_lock(lock))):
        raise IdempotencyInProgress("Wait for it, or repeat the request with the same token in a moment.")
    fingerprint = hashlib.sha256(json.dumps(request, sort_keys=True).encode()).digest()
    # Hashed, because clients have been seen to send their key as the token.
    token_hash = hashlib.sha256(token.encode()).digest()
    mine = (IdempotencyKey.workspace_id == workspace_id, IdempotencyKey.scope_id == scope_id)
    await session.execute(delete(IdempotencyKey).where(*mine, IdempotencyKey.created_at <= func.now() - KEPT))
    earlier = await session.scalar(select(IdempotencyKey).where(*mine, IdempotencyKey.token_hash == token_hash))
    if earlier is not None and earlier.fingerprint != fingerprint:
        raise IdempotencyMismatch("Use a new token for a new request.")
    return Attempt(workspace_id, scope_id, token_hash, fingerprint, earlier.resource_id if earlier else None)
