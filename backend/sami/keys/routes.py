"""`/api/keys`: everybody's own keys, for the settings panel."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from sami.auth.dependencies import SignedIn, Transaction
from sami.http.body import JsonBody
from sami.http.idempotency import IdempotencyToken, attempt
from sami.http.openapi import by_name, fails_with
from sami.keys import queries, service
from sami.keys.schemas import CreatedKey, Key, KeyList, KeyPatch, NewKey, StatusFilter
from sami.services import services

router = APIRouter(prefix="/api/keys", tags=["Keys"], generate_unique_id_function=by_name)

KeyId = Annotated[UUID, Path(description="The key's `id`.")]
NewKeyBody = Annotated[NewKey, Depends(JsonBody(NewKey))]
KeyPatchBody = Annotated[KeyPatch, Depends(JsonBody(KeyPatch))]


@router.get("", summary="List your keys", response_model=KeyList)
async def list_keys(
    person: SignedIn,
    session: Transaction,
    status: Annotated[StatusFilter, Query(description="`active` holds expired keys too, marked.")] = "all",
) -> KeyList:
    """Newest first."""
    return KeyList(data=await queries.many(session, person, status))


@router.post(
    "",
    status_code=201,
    summary="Create a key",
    response_model=CreatedKey,
    response_model_exclude_unset=True,
    responses={200: {"model": Key, "description": "A replay: the key made the first time, without `key`."}},
    openapi_extra=fails_with("name_taken", "idempotency_mismatch", "idempotency_in_progress"),
)
async def create_key(
    request: Request,
    response: Response,
    person: SignedIn,
    session: Transaction,
    body: NewKeyBody,
    idempotency_key: IdempotencyToken = None,
) -> Key:
    """The answer holds the full key, this once. It acts as you, narrowed by its permission."""
    peppers = services(request).peppers
    if idempotency_key is None:
        return _with_secret(await service.create(session, person, body, peppers))
    run = await attempt(
        session,
        workspace_id=person.workspace_id,
        scope_id=person.user_id,
        token=idempotency_key,
        request=["create_key", body.model_dump(mode="json")],
    )
    if run.earlier is not None and run.earlier.resource_id is not None:
        response.status_code = 200
        response.headers["Idempotent-Replayed"] = "true"
        return await queries.one(session, person, run.earlier.resource_id)
    created = await service.create(session, person, body, peppers)
    await run.remember(session, created.key.id)
    return _with_secret(created)


@router.get("/{id}", summary="Get a key", response_model=Key)
async def get_key(person: SignedIn, session: Transaction, id: KeyId) -> Key:
    """One of your own keys, without the key itself."""
    return await queries.one(session, person, id)


@router.patch(
    "/{id}", summary="Rename a key", response_model=Key, openapi_extra=fails_with("name_taken", "already_revoked")
)
async def rename_key(person: SignedIn, session: Transaction, id: KeyId, body: KeyPatchBody) -> Key:
    """The name is for you; nothing else of a key can be changed."""
    return await service.rename(session, person, id, body)


@router.post("/{id}/revoke", summary="Revoke a key", response_model=Key)
async def revoke_key(person: SignedIn, session: Transaction, id: KeyId) -> Key:
    """When this has answered, the key is dead everywhere. Repeating it changes nothing."""
    return await service.revoke(session, person, id)


def _with_secret(created: service.Created) -> CreatedKey:
    return CreatedKey(**dict(created.key), key=created.secret.text)
