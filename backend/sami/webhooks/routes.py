"""`/v1/webhooks`"""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from sami.http.body import JsonBody
from sami.http.dependencies import CanRead, CanWrite, DatabaseDep, Transaction
from sami.http.idempotency import IdempotencyToken, StoredResponse, idempotent, request_identity, start_attempt
from sami.http.planned_route import PlannedRoute
from sami.openapi.document import by_name, fails_with, responds_with
from sami.records.schemas import MAX_LIMIT, PageOf
from sami.resources.responses import page_response
from sami.resources.write_routes import IDEMPOTENT
from sami.services import services
from sami.webhooks import queries, schemas, service
from sami.webhooks.model import Webhook

router = APIRouter(
    prefix="/v1/webhooks", tags=["Webhooks"], generate_unique_id_function=by_name, route_class=PlannedRoute
)

WebhookId = Annotated[UUID, Path(alias="id", description="The webhook's `id`.")]
DeliveryId = Annotated[UUID, Path(description="The delivery's `id`.")]
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT, description="The maximum number in a page.")]
Cursor = Annotated[str | None, Query(max_length=2000, description="The `next_cursor` of the previous page.")]


class WebhookPage(PageOf[schemas.Webhook]):
    """A page of a list."""


class DeliveryPage(PageOf[schemas.Delivery]):
    """A page of a list."""


@router.post(
    "",
    status_code=201,
    summary="Create a webhook",
    response_model=schemas.CreatedWebhook,
    responses={201: responds_with("The new webhook, with its secret.", "Location")},
    openapi_extra=fails_with("already_subscribed", "too_many_webhooks", *IDEMPOTENT),
)
async def create_webhook(
    request: Request,
    session: Transaction,
    actor: CanWrite,
    body: Annotated[schemas.NewWebhook, Depends(JsonBody(schemas.NewWebhook))],
    idempotency_key: IdempotencyToken = None,
) -> Response:
    """From now on, sends these events for the records that you see to the URL. The webhook belongs to this key: other
    keys can't see it, and it ends with the key. A key can have 100 webhooks, and a workspace 1,000.
    """
    app_state = services(request)
    this_attempt = idempotency_key and await start_attempt(
        session,
        workspace_id=actor.workspace_id,
        scope_id=actor.key_id,
        token=idempotency_key,
        request=await request_identity(request),
    )
    if this_attempt and this_attempt.earlier is not None and this_attempt.earlier.resource_id is not None:
        webhook_id, headers = this_attempt.earlier.resource_id, {"Idempotent-Replayed": "true"}
    else:
        webhook_id, headers = await service.create(session, actor, body, app_state.webhook_rules, app_state.peppers), {}
        if this_attempt:
            # Only the id is stored, not the response, which has the secret: the response can be built again.
            await this_attempt.remember(session, webhook_id)
    created = await service.created(session, actor, webhook_id, app_state.peppers)
    headers |= {"Location": f"{router.prefix}/{webhook_id}", "Cache-Control": "no-store"}
    return Response(created.model_dump_json(), 201, headers, "application/json")


@router.get(
    "",
    summary="List your webhooks",
    response_model=WebhookPage,
    response_description="A page of webhooks.",
    openapi_extra=fails_with("invalid_cursor"),
)
async def list_webhooks(
    request: Request, database: DatabaseDep, claim: CanRead, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """Returns the webhooks that were created with this key, newest first."""
    return page_response(request, await queries.page(database, claim, limit, cursor))


@router.get("/{id}", summary="Get a webhook", response_model=schemas.Webhook, response_description="The webhook.")
async def get_webhook(database: DatabaseDep, claim: CanRead, webhook_id: WebhookId) -> Response:
    """Returns a webhook without its secret. A webhook that ended by itself is kept for 30 days, to show why."""
    record = await queries.one(database, claim, webhook_id)
    return Response(record.json, media_type="application/json")


@router.delete(
    "/{id}",
    status_code=204,
    summary="Delete a webhook",
    response_description="The webhook was deleted.",
    openapi_extra=fails_with(*IDEMPOTENT),
)
async def delete_webhook(
    request: Request,
    session: Transaction,
    actor: CanWrite,
    webhook_id: WebhookId,
    idempotency_key: IdempotencyToken = None,
) -> Response:
    """Deletes a webhook. Nothing more is sent to it, not even messages that are already waiting."""

    async def handler() -> StoredResponse:
        await service.end(session, actor, webhook_id)
        return StoredResponse(204)

    return await idempotent(request, session, actor, idempotency_key, Webhook, handler)


@router.get(
    "/{id}/deliveries",
    summary="List the messages sent to a webhook",
    response_model=DeliveryPage,
    response_description="A page of deliveries.",
    openapi_extra=fails_with("invalid_cursor"),
)
async def list_deliveries(
    request: Request,
    database: DatabaseDep,
    claim: CanRead,
    webhook_id: WebhookId,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Returns the messages and the results of their last attempts, newest first. They are kept for seven days."""
    return page_response(request, await queries.log(database, claim, webhook_id, limit, cursor))


@router.post(
    "/{id}/deliveries/{delivery_id}/redeliver",
    status_code=202,
    response_class=Response,
    summary="Redeliver a message",
    response_description="The message will be sent within seconds.",
    openapi_extra=fails_with("webhook_ended", *IDEMPOTENT),
)
async def redeliver(
    request: Request,
    session: Transaction,
    actor: CanWrite,
    webhook_id: WebhookId,
    delivery_id: DeliveryId,
    idempotency_key: IdempotencyToken = None,
) -> Response:
    """Sends a delivered or given-up message again, with the same `webhook-id` and the current record. It is retried
    like a new message.
    """

    async def handler() -> StoredResponse:
        await service.redeliver(session, actor, webhook_id, delivery_id)
        return StoredResponse(202)

    return await idempotent(request, session, actor, idempotency_key, Webhook, handler)
