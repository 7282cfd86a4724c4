"""`/v1/contacts`"""

from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from sami.auth.dependencies import CanAdmin, CanRead, CanWrite, DatabaseDep, Transaction, require
from sami.auth.permission import Permission
from sami.contacts import service
from sami.contacts.queries import CONTACTS
from sami.contacts.schemas import Contact, ContactPage, ContactPatch, ContactQuery, NewContact
from sami.http.body import JSON, MERGE_PATCH, JsonBody
from sami.http.etag import IfMatch, IfNoneMatch, require_match
from sami.http.openapi import by_name, fails_with
from sami.http.records import (
    FieldsParameter,
    IncludeDeleted,
    Permanent,
    chosen_fields,
    list_query,
    one_response,
    page_response,
)

router = APIRouter(prefix="/v1/contacts", tags=["Contacts"], generate_unique_id_function=by_name)

NewContactBody = Annotated[NewContact, Depends(JsonBody(NewContact))]
ContactPatchBody = Annotated[ContactPatch, Depends(JsonBody(ContactPatch, (JSON, MERGE_PATCH)))]

CHANGE = ("record_not_editable", "version_mismatch")


@router.get("", summary="List contacts", response_model=ContactPage, openapi_extra=fails_with("invalid_cursor"))
async def list_contacts(
    request: Request, claim: CanRead, database: DatabaseDep, parameters: Annotated[ContactQuery, Query()]
) -> Response:
    """The contacts you can see, newest first, a page at a time. Follow `next_cursor` until `has_more` is false."""
    page = await CONTACTS.page(database, claim, list_query(parameters, CONTACTS.names, parameters.sort))
    return page_response(request, page)


@router.post(
    "",
    status_code=201,
    summary="Create a contact",
    response_model=Contact,
    openapi_extra=fails_with("reference_not_found"),
)
async def create_contact(actor: CanWrite, session: Transaction, body: NewContactBody) -> Response:
    """The new contact is yours; an Admin key may name another owner."""
    if "owner_id" in body.model_fields_set and body.owner_id != actor.user_id:
        require(Permission.ADMIN, actor, "Giving a contact another owner needs a key with the permission 'admin'.")
    contact_id, stored = await service.create(session, actor, body)
    return one_response(stored, status=201, location=f"/v1/contacts/{contact_id}")


@router.get("/{id}", summary="Get a contact", response_model=Contact)
async def get_contact(
    claim: CanRead,
    database: DatabaseDep,
    id: UUID,
    fields: FieldsParameter = None,
    include_deleted: IncludeDeleted = False,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """One contact with its ETag. With `If-None-Match`, 304 while it is unchanged."""
    chosen = chosen_fields(fields, CONTACTS.names)
    stored = await CONTACTS.one(database, claim, id, fields=chosen, include_deleted=include_deleted)
    return one_response(stored, if_none_match=if_none_match)


@router.patch(
    "/{id}",
    summary="Change a contact",
    response_model=Contact,
    openapi_extra=fails_with(*CHANGE, "reference_not_found"),
)
async def update_contact(
    actor: CanWrite, session: Transaction, id: UUID, body: ContactPatchBody, if_match: IfMatch = None
) -> Response:
    """A JSON merge patch: what is absent stays, what is `null` is cleared. Owner and visibility take an Admin key."""
    if body.model_fields_set & {"owner_id", "visibility"}:
        require(Permission.ADMIN, actor, "Changing owner or visibility needs a key with the permission 'admin'.")
    stored = await service.change(session, actor, id, body, partial(require_match, if_match))
    return one_response(stored)


@router.delete("/{id}", status_code=204, summary="Delete a contact", openapi_extra=fails_with(*CHANGE))
async def delete_contact(
    actor: CanWrite, session: Transaction, id: UUID, permanent: Permanent = False, if_match: IfMatch = None
) -> Response:
    """It can be restored; with `permanent=true`, which takes an Admin key, it can't."""
    if permanent:
        require(Permission.ADMIN, actor, "Deleting permanently needs a key with the permission 'admin'.")
    remove = service.remove_permanently if permanent else service.remove
    await remove(session, actor, id, partial(require_match, if_match))
    return Response(status_code=204)


@router.post(
    "/{id}/restore", summary="Restore a deleted contact", response_model=Contact, openapi_extra=fails_with(*CHANGE)
)
async def restore_contact(actor: CanAdmin, session: Transaction, id: UUID, if_match: IfMatch = None) -> Response:
    """Brings back what was deleted, but for what was deleted permanently."""
    return one_response(await service.restore(session, actor, id, partial(require_match, if_match)))
