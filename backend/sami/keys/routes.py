"""`/api/keys`: the signed-in person's own keys. `/api/workspace/keys`: all keys of the workspace, for its admins."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from sami.auth.sessions import Person
from sami.http.body import JsonBody
from sami.http.dependencies import SignedIn, Transaction, WorkspaceAdmin
from sami.http.idempotency import IdempotencyToken, start_attempt
from sami.keys import queries, service
from sami.keys.schemas import (
    CreatedKey,
    Grace,
    Key,
    KeyList,
    KeyPatch,
    KeyUseList,
    KeyUseSince,
    NewKey,
    Replacement,
    StatusFilter,
    WorkspaceKey,
)
from sami.openapi.document import by_name, fails_with
from sami.records.schemas import PageOf
from sami.records.values import ShortText
from sami.services import services

router = APIRouter(prefix="/api/keys", tags=["Keys"], generate_unique_id_function=by_name)
workspace = APIRouter(prefix="/api/workspace/keys", tags=["Workspace"], generate_unique_id_function=by_name)

KeyId = Annotated[UUID, Path(description="The key's `id`.")]
NewKeyBody = Annotated[NewKey, Depends(JsonBody(NewKey))]
KeyPatchBody = Annotated[KeyPatch, Depends(JsonBody(KeyPatch))]
ReplacementBody = Annotated[Replacement, Depends(JsonBody(Replacement))]
Status = Annotated[StatusFilter, Query(description="`active` includes expired keys, whose `status` is `expired`.")]

_REPLAYED: dict[int | str, dict[str, Any]] = {
    200: {"model": Key, "description": "A replay: the key that was created the first time, without `key`."}
}
_IDEMPOTENCY_ERRORS = ("idempotency_mismatch", "idempotency_in_progress")


@router.get("", summary="List your keys", response_model=KeyList)
async def list_keys(person: SignedIn, session: Transaction, status: Status = "all") -> KeyList:
    """Returns your keys, newest first."""
    return KeyList(data=await queries.list_keys(session, person, status))


@router.post(
    "",
    status_code=201,
    summary="Create a key",
    response_model=CreatedKey,
    response_model_exclude_unset=True,
    responses=_REPLAYED,
    openapi_extra=fails_with("name_taken", *_IDEMPOTENCY_ERRORS),
)
async def create_key(
    request: Request,
    response: Response,
    person: SignedIn,
    session: Transaction,
    body: NewKeyBody,
    idempotency_key: IdempotencyToken = None,
) -> Key:
    """The key acts as you, limited by its permission. Only this response contains the full key."""
    canonical_body = ["create_key", body.model_dump(mode="json")]
    peppers = services(request).peppers
    return await _issue_once(
        response,
        person,
        session,
        idempotency_key,
        canonical_body,
        lambda: service.create(session, person, body, peppers),
    )


@router.get("/usage", summary="Get the usage of your keys", response_model=KeyUseList)
async def get_keys_usage(person: SignedIn, session: Transaction) -> KeyUseList:
    """Returns the calls and refusals of each key on each of the last 30 days."""
    return await queries.list_usage(session, person)


@router.get("/{id}", summary="Get a key", response_model=Key)
async def get_key(person: SignedIn, session: Transaction, id: KeyId) -> Key:
    """Returns one of your keys, without its secret."""
    return await queries.get_key(session, queries.owned_by(person), id)


@router.get("/{id}/usage", summary="Get the usage of a key", response_model=KeyUseSince)
async def get_key_usage(person: SignedIn, session: Transaction, id: KeyId) -> KeyUseSince:
    """Returns the calls and refusals on each of the last 30 days."""
    return await queries.get_usage(session, queries.owned_by(person), id)


@router.patch(
    "/{id}", summary="Rename a key", response_model=Key, openapi_extra=fails_with("name_taken", "already_revoked")
)
async def rename_key(person: SignedIn, session: Transaction, id: KeyId, body: KeyPatchBody) -> Key:
    """Only the name of a key can be changed. It is just for you."""
    return await service.rename(session, person, id, body)


@router.post(
    "/{id}/replace",
    status_code=201,
    summary="Replace a key",
    response_model=CreatedKey,
    response_model_exclude_unset=True,
    responses=_REPLAYED,
    openapi_extra=fails_with("already_revoked", "already_replaced", "already_expired", *_IDEMPOTENCY_ERRORS),
)
async def replace_key(
    request: Request,
    response: Response,
    person: SignedIn,
    session: Transaction,
    id: KeyId,
    body: ReplacementBody,
    idempotency_key: IdempotencyToken = None,
) -> Key:
    """Creates a key with the same name, permission and expiry. The old key keeps working for `grace`. Only this
    response contains the full new key.
    """
    canonical_body = ["replace_key", str(id), body.model_dump(mode="json")]
    peppers, recorder = services(request).peppers, services(request).recorder
    # Earlier calls must be written first: calls since the replacement are counted from there.
    await recorder.flush()
    key = await _issue_once(
        response,
        person,
        session,
        idempotency_key,
        canonical_body,
        lambda: service.replace(session, person, id, body.grace, peppers),
    )
    if body.grace is Grace.NONE:
        await service.commit_and_drain(session, person.user_id)
    return key


@router.post("/{id}/revoke", summary="Revoke a key", response_model=Key)
async def revoke_key(person: SignedIn, session: Transaction, id: KeyId) -> Key:
    """Once this returns, the key no longer works anywhere. Repeating it changes nothing."""
    await service.revoke(session, person, queries.owned_by(person), id)
    key = await queries.get_key(session, queries.owned_by(person), id)
    await service.commit_and_drain(session, person.user_id)
    return key


# For workspace admins -----------------------------------------------------------------------------


@workspace.get("", summary="List the workspace's keys", response_model=PageOf[WorkspaceKey])
async def list_workspace_keys(
    person: WorkspaceAdmin,
    session: Transaction,
    status: Status = "all",
    q: Annotated[
        ShortText, Query(description="Part of the name of the key or its owner, or the start of the prefix.")
    ] = "",
    owner_id: Annotated[UUID | None, Query(description="Only the keys of the user with this id.")] = None,
    limit: Annotated[int, Query(ge=1, le=100, description="The maximum number of keys.")] = 50,
    cursor: Annotated[UUID | None, Query(description="The `next_cursor` of the previous page.")] = None,
) -> PageOf[WorkspaceKey]:
    """Returns everybody's keys, newest first. Admins can revoke them, but not use or copy them."""
    return await queries.list_workspace_keys(
        session, person, status=status, q=q.strip(), owner_id=owner_id, before=cursor, limit=limit
    )


@workspace.get("/{id}", summary="Get one of the workspace's keys", response_model=WorkspaceKey)
async def get_workspace_key(person: WorkspaceAdmin, session: Transaction, id: KeyId) -> WorkspaceKey:
    """Returns anybody's key, without its secret."""
    return await queries.get_workspace_key(session, person, id)


@workspace.get("/{id}/usage", summary="Get the usage of one of the workspace's keys", response_model=KeyUseSince)
async def get_workspace_key_usage(person: WorkspaceAdmin, session: Transaction, id: KeyId) -> KeyUseSince:
    """Returns the calls and refusals on each of the last 30 days."""
    return await queries.get_usage(session, queries.in_workspace_of(person), id)


@workspace.post("/{id}/revoke", summary="Revoke one of the workspace's keys", response_model=WorkspaceKey)
async def revoke_workspace_key(person: WorkspaceAdmin, session: Transaction, id: KeyId) -> WorkspaceKey:
    """Revokes the key as its owner could. Once this returns, the key no longer works anywhere."""
    owner_id = await service.revoke(session, person, queries.in_workspace_of(person), id)
    key = await queries.get_workspace_key(session, person, id)
    await service.commit_and_drain(session, owner_id)
    return key


async def _issue_once(
    response: Response,
    person: Person,
    session: AsyncSession,
    token: str | None,
    canonical_body: list[Any],
    issue: Callable[[], Awaitable[service.IssuedKey]],
) -> Key:
    """Issues a key and returns it with its secret; if this request succeeded before, returns that key without it."""
    if token is None:
        return _with_secret(await issue())
    attempt = await start_attempt(
        session, workspace_id=person.workspace_id, scope_id=person.user_id, token=token, request=canonical_body
    )
    if attempt.earlier is not None and attempt.earlier.resource_id is not None:
        response.status_code = 200
        response.headers["Idempotent-Replayed"] = "true"
        return await queries.get_key(session, queries.owned_by(person), attempt.earlier.resource_id)
    issued = await issue()
    await attempt.remember(session, issued.key.id)
    return _with_secret(issued)


def _with_secret(issued: service.IssuedKey) -> CreatedKey:
    return CreatedKey(**dict(issued.key), key=issued.secret.text)
