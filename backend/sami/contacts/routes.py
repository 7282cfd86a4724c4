"""`/v1/contacts`"""

from functools import partial
from typing import Annotated, Literal

from fastapi import Depends, Query, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from sami.auth.actor import Actor
from sami.contacts import schemas, service
from sami.contacts.queries import CONTACTS
from sami.http.body import JsonBody
from sami.http.dependencies import CanWrite, Transaction
from sami.http.idempotency import IdempotencyToken, StoredResponse, idempotent
from sami.openapi.document import fails_with, responds_with
from sami.resources.read_routes import add_read_routes
from sami.resources.resource import Resource
from sami.resources.responses import write_response
from sami.resources.write_routes import IDEMPOTENT, Bodies, add_write_routes

RESOURCE = Resource("/v1/contacts", "a contact", "contacts", CONTACTS, schemas.Contact, schemas.ContactFilters)

router = RESOURCE.router()
add_read_routes(router, RESOURCE)
add_write_routes(router, RESOURCE, service.CONTACT_WRITER, Bodies(schemas.NewContact, schemas.ContactPatch))

UpsertBody = Annotated[schemas.ContactUpsert, Depends(JsonBody(schemas.ContactUpsert))]


#: `email` is the only value so far. The parameter is there so that others can be added.
Match = Annotated[Literal["email"], Query(description="The member to find the contact by.")]


@router.put(
    "/upsert",
    summary="Create or change a contact by email address",
    response_model=schemas.UpsertedContact,
    responses={
        200: responds_with("The contact as it is now.", "ETag"),
        201: {
            "model": schemas.UpsertedContact,
            **responds_with("The contact didn't exist and was created.", "Location", "ETag"),
        },
    },
    openapi_extra=fails_with("ambiguous_match", "record_not_editable", "reference_not_found", *IDEMPOTENT),
)
async def upsert_contact(
    request: Request,
    actor: CanWrite,
    session: Transaction,
    body: UpsertBody,
    match: Match = "email",  # noqa: ARG001 - there is one
    idempotency_key: IdempotencyToken = None,
) -> Response:
    """Changes the contact that has this email address with a JSON merge patch, or creates one if you can't see any. If
    you can see several, nothing happens and you get their ids. Setting the owner or visibility requires an Admin key.
    """
    handler = partial(_upsert, session, actor, body)
    return await idempotent(request, session, actor, idempotency_key, service.CONTACT_WRITER.record, handler)


async def _upsert(session: AsyncSession, actor: Actor, body: schemas.ContactUpsert) -> StoredResponse:
    record, created = await service.upsert(session, actor, body)
    if created:
        return write_response(record, status=201, location=f"{RESOURCE.prefix}/{record.id}", created=True)
    return write_response(record, created=False)
