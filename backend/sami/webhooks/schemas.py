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
    """Where to send what."""

    model_config = example(url=_URL, events=["contact.created", "deal.stage_changed"])

    url: Annotated[
        str,
        Field(
            min_length=1,
            max_length=MAX_LENGTH,
            json_schema_extra={"format": "uri"},
            description="On the public internet, and https. Kept as it will be called: `https://EXAMPLE.com` becomes "
            "`https://example.com/`.",
        ),
    ]
    events: Annotated[Events, Field(description="What to be told of.")]


class _WebhookFields(BaseModel):
    id: UUID
    url: Annotated[str, Field(examples=[_URL])]
    events: Events
    created_at: Moment


class CreatedWebhook(_WebhookFields):
    """The one answer that holds the secret."""

    secret: Annotated[
        str,
        Field(
            description="What the signatures are made with. This is the only time you see it.",
            examples=["whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"],
        ),
    ]


class Webhook(_WebhookFields):
    """A subscription of the key that asks."""

    failing_since: Annotated[
        Moment | None, Field(description="When the first delivery failed after the last that did not.")
    ]
    ended_at: Annotated[Moment | None, Field(description="When it ended by itself; nothing is sent any more.")]
    ended_reason: Annotated[
        Ending | None,
        Field(description="`gone`: its receiver answered 410. `failing`: nothing could be delivered for three days."),
    ]


class Deleted(BaseModel):
    """What is left to be said of a deleted record."""

    id: UUID
    deleted_at: Moment


class _Sent(BaseModel, Generic[T]):
    id: Annotated[UUID, Field(description="The same as `webhook-id`.")]
    type: Event
    timestamp: Annotated[Moment, Field(description="When what it tells of happened.")]
    data: Annotated[T, Field(description="As it was when this was sent.")]


class ContactEvent(_Sent[Contact]):
    """A message about a contact."""


class DealEvent(_Sent[Deal]):
    """A message about a deal."""


class MessageEvent(_Sent[Message]):
    """A message about one of the messages that are recorded."""


class DeletedEvent(_Sent[Deleted]):
    """A message about a record that was deleted."""


_BY_KIND: dict[str, type[BaseModel]] = {"contact": ContactEvent, "deal": DealEvent, "message": MessageEvent}

#: The schema of the message, by event.
EVENT_SCHEMAS: dict[str, type[BaseModel]] = {
    event: DeletedEvent if event.is_deletion else _BY_KIND[event.records.noun] for event in Event
}


class DeliveryStatus(StrEnum):
    """`pending`: it is to be tried, for the first time or again. `given_up`: a day of tries has failed."""

    PENDING = "pending"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"
    NOT_VISIBLE = "not_visible"
    WEBHOOK_ENDED = "webhook_ended"


class Delivery(BaseModel):
    """A message, as far as it was sent at least once."""

    id: Annotated[UUID, Field(description="The message's `webhook-id`.")]
    type: Event
    record_id: UUID
    changed_at: Annotated[Moment, Field(description="When what it tells of happened.")]
    status: DeliveryStatus
    attempts: Annotated[int, Field(description="How often it was sent.", examples=[1])]
    attempted_at: Annotated[Moment, Field(description="When it was sent last.")]
    next_attempt_at: Annotated[Moment | None, Field(description="While it is `pending`.")]
    last_status: Annotated[int | None, Field(description="The HTTP status of the last answer.", examples=[200])]
    last_error: Annotated[
        str | None,
        Field(
            description="Why the last attempt failed: `refused` (an answer that is not 2xx), `timed_out`, "
            "`not_connected`, `unknown_host`, `tls_failed`, `not_reachable` (the host leads to a private address), "
            "`not_http`, `not_https`. There may be others."
        ),
    ]
    last_milliseconds: Annotated[int, Field(description="How long the last attempt took.", examples=[87])]
    settled_at: Annotated[Moment | None, Field(description="When it was delivered or given up.")]
