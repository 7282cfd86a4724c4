"""API schemas of webhooks, their deliveries, and the messages that are sent to them."""

from enum import StrEnum
from typing import Annotated, Generic, TypeVar
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field

from sami.contacts.schemas import Contact
from sami.deals.schemas import Deal
from sami.messages.schemas import Message
from sami.outgoing.targets import MAX_LENGTH
from sami.records.schemas import Model, example
from sami.records.values import Moment
from sami.webhooks.events import Event
from sami.webhooks.model import Ending

_URL = "https://hooks.example.com/sami"

T = TypeVar("T", bound=BaseModel)

Events = Annotated[
    list[Event],
    Field(min_length=1, max_length=len(Event), examples=[["contact.created", "deal.stage_changed"]]),
    AfterValidator(lambda events: list(dict.fromkeys(events))),
]


class NewWebhook(Model):
    """The URL to notify, and the events to send to it."""

    model_config = example(url=_URL, events=["contact.created", "deal.stage_changed"])

    url: Annotated[
        str,
        Field(
            min_length=1,
            max_length=MAX_LENGTH,
            json_schema_extra={"format": "uri"},
            description="An `https` URL on the public internet. Stored in normalized form: `https://EXAMPLE.com` "
            "becomes `https://example.com/`.",
        ),
    ]
    events: Annotated[Events, Field(description="The events to send.")]


class _WebhookFields(BaseModel):
    id: UUID
    url: Annotated[str, Field(examples=[_URL])]
    events: Events
    created_at: Moment


class CreatedWebhook(_WebhookFields):
    """The only response that contains the secret."""

    secret: Annotated[
        str,
        Field(
            description="The secret that messages are signed with. This is the only time you see it.",
            examples=["whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"],
        ),
    ]


class Webhook(_WebhookFields):
    """A webhook of the calling key."""

    failing_since: Annotated[Moment | None, Field(description="When the first delivery since the last success failed.")]
    ended_at: Annotated[Moment | None, Field(description="When it ended by itself. Nothing is sent to it anymore.")]
    ended_reason: Annotated[
        Ending | None,
        Field(
            description="`gone`: its receiver responded with 410. `failing`: nothing could be delivered for three days."
        ),
    ]


class Deleted(BaseModel):
    """What is sent about a deleted record."""

    id: UUID
    deleted_at: Moment


class _Sent(BaseModel, Generic[T]):
    id: Annotated[UUID, Field(description="The same as `webhook-id`.")]
    type: Event
    timestamp: Annotated[Moment, Field(description="When the change happened.")]
    data: Annotated[T, Field(description="The record as it was when the message was sent.")]


class ContactEvent(_Sent[Contact]):
    """An event about a contact."""


class DealEvent(_Sent[Deal]):
    """An event about a deal."""


class MessageEvent(_Sent[Message]):
    """An event about a recorded message."""


class DeletedEvent(_Sent[Deleted]):
    """An event about a deleted record."""


_BY_KIND: dict[str, type[BaseModel]] = {"contact": ContactEvent, "deal": DealEvent, "message": MessageEvent}

#: The schema of the message, by event.
EVENT_SCHEMAS: dict[str, type[BaseModel]] = {
    event: DeletedEvent if event.is_deletion else _BY_KIND[event.records.noun] for event in Event
}


class DeliveryStatus(StrEnum):
    """`pending`: waiting for a first attempt or a retry. `given_up`: all attempts failed for 24 hours."""

    PENDING = "pending"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"
    NOT_VISIBLE = "not_visible"
    WEBHOOK_ENDED = "webhook_ended"


class Delivery(BaseModel):
    """A message that was sent at least once."""

    id: Annotated[UUID, Field(description="The message's `webhook-id`.")]
    type: Event
    record_id: UUID
    changed_at: Annotated[Moment, Field(description="When the change happened.")]
    status: DeliveryStatus
    attempts: Annotated[int, Field(description="The number of attempts.", examples=[1])]
    attempted_at: Annotated[Moment, Field(description="When the last attempt was made.")]
    next_attempt_at: Annotated[
        Moment | None, Field(description="When the next attempt is due, while `status` is `pending`.")
    ]
    last_status: Annotated[int | None, Field(description="The HTTP status of the last response.", examples=[200])]
    last_error: Annotated[
        str | None,
        Field(
            description="Why the last attempt failed: `refused` (the response isn't 2xx), `timed_out`, "
            "`not_connected`, `unknown_host`, `tls_failed`, `not_reachable` (the host resolves to a private address), "
            "`not_http`, `not_https`. We may add values."
        ),
    ]
    last_milliseconds: Annotated[
        int, Field(description="The duration of the last attempt in milliseconds.", examples=[87])
    ]
    settled_at: Annotated[Moment | None, Field(description="When `status` became final.")]
