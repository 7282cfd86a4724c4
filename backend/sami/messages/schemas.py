"""The schemas of messages: the record, its request bodies and its filters."""

from datetime import datetime
from typing import Annotated, cast
from uuid import UUID

from pydantic import Field

from sami.messages.model import Channel, Direction
from sami.records.schemas import RecordFields, RecordFilters, SharedFields, example
from sami.records.values import Moment, OptionalLongText, OptionalText

DIRECTION = "Whether the contact said it (`in`) or you did (`out`). A note may have none."


class Message(RecordFields):
    """Something that was said, by either side, or noted. Recorded, not sent."""

    contact_id: UUID | None
    deal_id: Annotated[UUID | None, Field(description="Null too when it is a deal that you can't see.")]
    channel: Channel
    direction: Annotated[Direction | None, Field(description=DIRECTION)]
    subject: Annotated[str | None, Field(examples=["Your quote"])]
    body: Annotated[str | None, Field(examples=["Dear Ada,\n\nthank you for your call."])]
    occurred_at: Annotated[Moment, Field(description="When it was said.")]


class MessageFields(SharedFields):
    """The members for both creating and changing. Absent members stay as they are; `null` or an empty text clears."""

    contact_id: UUID | None = Field(default=None, description="A contact you see. Only who sees it sees the message.")
    deal_id: UUID | None = Field(default=None, description="A deal you see.")
    direction: Direction | None = Field(default=None, description=DIRECTION)
    subject: OptionalText = None
    body: OptionalLongText = Field(default=None, description="At most 20,000 characters.")


class NewMessage(MessageFields):
    """A message is recorded; SAMI OS itself sends none for it. Only a note may be without `direction`."""

    model_config = example(channel="email", direction="out", subject="Your quote", body="Dear Ada, …")

    channel: Channel
    occurred_at: Moment | None = Field(default=None, description="When it was said. Now, unless you say otherwise.")


class MessagePatch(MessageFields):
    """A JSON merge patch (RFC 7396). `owner_id` and `visibility` take an Admin key."""

    model_config = example(subject="Your quote of March")

    channel: Channel = Channel.NOTE
    occurred_at: Moment = Field(default=cast(datetime, None), description="When it was said.")


class MessageFilters(RecordFilters):
    contact_id: UUID | None = Field(default=None, description="With this contact.")
    deal_id: UUID | None = Field(default=None, description="About this deal.")
    channel: Channel | None = Field(default=None, description="Of this channel.")
    direction: Direction | None = Field(default=None, description="In this direction.")
    occurred_after: Moment | None = Field(default=None, description="Said later than this.")
    occurred_before: Moment | None = Field(default=None, description="Said earlier than this.")
