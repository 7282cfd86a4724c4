"""`Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header): a request that is retried because its response was
lost takes effect once (ADR 7).

The response is stored in the transaction that makes the change, so either both exist or neither does. It is kept for 24
hours. Housekeeping deletes it some time later; until then an expired one is ignored, and overwritten when its token is
used again. A failed call changed nothing, so nothing is stored for it and a retry runs again.
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
    """A write's response. `resource_id` is the id of the record in it, if there is one."""

    status: int
    resource_id: UUID | None = None
    headers: Mapping[str, str] | None = None
    body: str | None = None

    def to_response(self) -> Response:
        """Returns it as an HTTP response."""
        media_type = "application/json" if self.body is not None else None
        return Response(self.body, self.status, dict(self.headers or {}), media_type)

    def as_json(self) -> dict[str, Any]:
        """Returns it as stored; the record's id has a column of its own."""
        return {"status": self.status, "headers": dict(self.headers or {}), "body": self.body}


@dataclass(frozen=True, slots=True)
class Attempt:
    """A request with a token, in the running transaction. `earlier` is the stored first attempt, if there was one."""

    workspace_id: UUID
    scope_id: UUID
    token_hash: bytes
    fingerprint: bytes
    earlier: IdempotencyKey | None

    async def remember(
        self, session: AsyncSession, resource_id: UUID | None = None, response: StoredResponse | None = None
    ) -> None:
        """Stores this attempt and its response, for retries to replay."""
        key = {"workspace_id": self.workspace_id, "scope_id": self.scope_id, "token_hash": self.token_hash}
        values = {
            "fingerprint": self.fingerprint,
            "resource_id": resource_id,
            "answer": response.as_json() if response else None,
        }
        row = insert(IdempotencyKey).values(**key, **values)
        # A row with the same token may still be there from more than 24 hours ago.
        overwrite = {column: row.excluded[column] for column in (*values, "created_at")}
        await session.execute(row.on_conflict_do_update(index_elements=list(key), set_=overwrite))


async def start_attempt(
    session: AsyncSession, *, workspace_id: UUID, scope_id: UUID, token: str, request: Any
) -> Attempt:
    """Locks the token until the transaction ends, and looks for an earlier attempt with it.

    `scope_id` is whose token it is: a key's id or a user's. `request` is everything that identifies the request, as a
    JSON value.

    Raises IdempotencyInProgress while the first attempt's transaction is open, IdempotencyMismatch when the token was
    used for a different request.
    """
    if not await session.scalar(select(func.pg_try_advisory_xact_lock(token_lock(scope_id, token)))):
        raise IdempotencyInProgress("Wait a moment, then repeat the request with the same Idempotency-Key.")
    fingerprint = hashlib.sha256(json.dumps(request, sort_keys=True).encode()).digest()
    # Hashed, because some clients send their key as the token.
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
    """Returns the number of the advisory lock that an attempt with this token holds."""
    return lock_number("idempotency", scope_id, token)


async def idempotent(
    request: Request,
    session: AsyncSession,
    actor: Actor,
    token: str | None,
    record: type[TenantRow],
    handler: Callable[[], Awaitable[StoredResponse]],
) -> Response:
    """Runs `handler` and returns its response; if this request succeeded before, returns that first response instead.

    The actor is proven for the current request. A replay also checks again that they can see the record in the
    response. Raises IdempotencyInProgress, IdempotencyMismatch, NotFound, and what `handler` raises.
    """
    if token is None:
        return (await handler()).to_response()
    attempt = await start_attempt(
        session,
        workspace_id=actor.workspace_id,
        scope_id=actor.key_id,
        token=token,
        request=await request_identity(request),
    )
    if attempt.earlier is not None:
        replayed = (await replay(session, actor, record, attempt.earlier)).to_response()
        replayed.headers["Idempotent-Replayed"] = "true"
        return replayed
    response = await handler()
    await attempt.remember(session, response.resource_id, response)
    return response.to_response()


async def replay(
    session: AsyncSession, actor: Actor, record: type[TenantRow], earlier: IdempotencyKey
) -> StoredResponse:
    """Returns the response of the first attempt.

    Raises NotFound when the actor can no longer see the record in it, or the record was deleted permanently. A response
    without a body, to a deletion, is replayed in any case.
    """
    if earlier.answer is None:
        raise NotFound()
    response = StoredResponse(resource_id=earlier.resource_id, **earlier.answer)
    if response.body is not None:
        still_visible = select(record.id).where(visible(record, SqlViewer.of(actor)), record.id == earlier.resource_id)
        if await session.scalar(still_visible) is None:
            raise NotFound()
    return response


async def request_identity(request: Request) -> Any:
    """Returns everything that determines what a request does, independent of the whitespace in its JSON."""
    body = await receive_body(request)
    return [
        request.method,
        request.url.path,
        # A dry run gets the response of the call it tries out, so it also gets that call's replay.
        sorted(each for each in request.query_params.multi_items() if each[0] != dry_run.PARAMETER),
        _canonical(body) if body else None,
    ]


def _canonical(body: bytes) -> Any:
    """Returns the body's JSON value, or its bytes in hex where the route takes no body and this isn't JSON."""
    try:
        return from_json(body)
    except ValueError:
        return body.hex()
