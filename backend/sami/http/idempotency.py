"""`Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header): a request repeated because its answer was lost acts
once.

What was done is written in the transaction that does it, so there is either the effect and its memory or neither. Kept
24 hours, and removed by housekeeping some time after: until then it is looked past, and written over. A call that
failed did nothing, and so nothing is remembered of it: its repetition is tried anew.
"""

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import Header, Request, Response
from pydantic_core import from_json
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from sami.auth.actor import Actor, SqlViewer
from sami.db.locks import lock_number
from sami.errors.types import IdempotencyInProgress, IdempotencyMismatch, NotFound
from sami.http import dry_run
from sami.http.body import receive_body
from sami.models.idempotency import RETENTION, IdempotencyKey
from sami.models.record import TenantRow
from sami.visibility import visible

IdempotencyToken = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        pattern=r"^[\x21-\x7e]+$",
        description="A value of your choice, such as a UUID. Repeating the request with it within 24 hours has no "
        "further effect.",
    ),
]


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """What a change is answered with. `resource_id` is the record that it shows, if it shows one."""

    status: int
    resource_id: UUID | None = None
    headers: Mapping[str, str] | None = None
    body: str | None = None

    def response(self) -> Response:
        media_type = "application/json" if self.body is not None else None
        return Response(self.body, self.status, dict(self.headers or {}), media_type)

    def as_json(self) -> dict[str, Any]:
        return {"status": self.status, "headers": dict(self.headers or {}), "body": self.body}


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request with a token, in the running transaction. `earlier` is its first run, if there was one."""

    workspace_id: UUID
    scope_id: UUID
    token_hash: bytes
    fingerprint: bytes
    earlier: IdempotencyKey | None

    async def remember(
        self, session: AsyncSession, resource_id: UUID | None = None, answer: StoredResponse | None = None
    ) -> None:
        whose = {"workspace_id": self.workspace_id, "scope_id": self.scope_id, "token_hash": self.token_hash}
        what = {
            "fingerprint": self.fingerprint,
            "resource_id": resource_id,
            "answer": answer.as_json() if answer else None,
        }
        row = insert(IdempotencyKey).values(**whose, **what)
        # In its way may be what was remembered of the same token more than 24 hours ago.
        anew = {column: row.excluded[column] for column in (*what, "created_at")}
        await session.execute(row.on_conflict_do_update(index_elements=list(whose), set_=anew))


async def attempt(session: AsyncSession, *, workspace_id: UUID, scope_id: UUID, token: str, request: Any) -> Attempt:
    """`request` is all of the request that matters, as JSON can hold it.

    Raises IdempotencyInProgress while the first run's transaction is open, IdempotencyMismatch when it was another
    request.
    """
    if not await session.scalar(select(func.pg_try_advisory_xact_lock(token_lock(scope_id, token)))):
        raise IdempotencyInProgress("Wait a moment, then repeat the request with the same Idempotency-Key.")
    fingerprint = hashlib.sha256(json.dumps(request, sort_keys=True).encode()).digest()
    # Hashed, because clients have been seen to send their key as the token.
    token_hash = hashlib.sha256(token.encode()).digest()
    earlier = await session.scalar(
        select(IdempotencyKey).where(
            IdempotencyKey.workspace_id == workspace_id,
            IdempotencyKey.scope_id == scope_id,
            IdempotencyKey.token_hash == token_hash,
            IdempotencyKey.created_at > func.now() - RETENTION,
        )
    )
    if earlier is not None and earlier.fingerprint != fingerprint:
        raise IdempotencyMismatch("Use a new Idempotency-Key for a new request.")
    return Attempt(workspace_id, scope_id, token_hash, fingerprint, earlier)


def token_lock(scope_id: UUID, token: str) -> int:
    return lock_number("idempotency", scope_id, token)


async def idempotent(
    request: Request,
    session: AsyncSession,
    actor: Actor,
    token: str | None,
    record: type[TenantRow],
    handler: Callable[[], Awaitable[StoredResponse]],
) -> Response:
    """What `handler` answers, or, where this request was answered before, that answer again.

    The actor was proven for this very request; what they see is asked again for the record the answer shows.
    Raises IdempotencyInProgress, IdempotencyMismatch, NotFound, and what `handler` raises.
    """
    if token is None:
        return (await handler()).response()
    this = await attempt(
        session,
        workspace_id=actor.workspace_id,
        scope_id=actor.key_id,
        token=token,
        request=await request_identity(request),
    )
    if this.earlier is not None:
        response = (await replayed(session, actor, record, this.earlier)).response()
        response.headers["Idempotent-Replayed"] = "true"
        return response
    answer = await handler()
    await this.remember(session, answer.resource_id, answer)
    return answer.response()


async def replayed(
    session: AsyncSession, actor: Actor, record: type[TenantRow], earlier: IdempotencyKey
) -> StoredResponse:
    """The first answer. Raises NotFound when the record it shows is out of the actor's sight, or gone for good; that
    something was deleted may be said again to whoever did it.
    """
    if earlier.answer is None:
        raise NotFound()
    answer = StoredResponse(resource_id=earlier.resource_id, **earlier.answer)
    if answer.body is not None:
        seen = select(record.id).where(visible(record, SqlViewer.of(actor)), record.id == earlier.resource_id)
        if await session.scalar(seen) is None:
            raise NotFound()
    return answer


async def request_identity(request: Request) -> Any:
    """All of a request that decides what it does, in a form that does not depend on how its JSON is spaced."""
    body = await receive_body(request)
    return [
        request.method,
        request.url.path,
        # A dry run is answered as the call would be that it tries, and so as that call's repetition.
        sorted(each for each in request.query_params.multi_items() if each[0] != dry_run.PARAMETER),
        _meaning(body) if body else None,
    ]


def _meaning(body: bytes) -> Any:
    """Its JSON; or its bytes, where no body was asked for and this is none."""
    try:
        return from_json(body)
    except ValueError:
        return body.hex()
