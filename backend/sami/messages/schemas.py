"""The schemas of messages: the record, its request bodies and its filters."""

from datetime import datetime
from typing import Annotated, cast
from uuid import UUID

from pydantic import Field

from sami.messages.model import Channel, Direction
from sami.records.schemas import RecordFields, RecordFilters, SharedFields, example
from sami.records.values import Moment, OptionalLongText, OptionalText

DIRECTION = "Whether it came from the contact (`in`) or from you (`out`). Optional for notes."


class Message(RecordFields):
    """A message in either direction, or a note. SAMI OS records it and doesn't send it."""

    contact_id: UUID | None
    deal_id: Annotated[UUID | None, Field(description="Also null if you can't see the deal.")]
    channel: Channel
    direction: Annotated[Direction | None, Field(description=DIRECTION)]
    subject: Annotated[str | None, Field(examples=["Your quote"])]
    body: Annotated[str | None, Field(examples=["Dear Ada,\n\nthank you for your call."])]
    occurred_at: Annotated[Moment, Field(description="When it was sent, received or noted.")]


class MessageFields(SharedFields):
    """The members for both creating and changing. Absent members stay as they are; `null` or an empty string clears."""

    contact_id: UUID | None = Field(
        default=None, description="A contact that you can see. Only people who can see it can see the message."
    )
    deal_id: UUID | None = Field(default=None, description="A deal that you can see.")
    direction: Direction | None = Field(default=None, description=DIRECTION)
    subject: OptionalText = None
    body: OptionalLongText = Field(default=None, description="At most 20,000 characters.")


class NewMessage(MessageFields):
    """SAMI OS records the message and doesn't send it. Only a note can omit `direction`."""

    model_config = example(channel="email", direction="out", subject="Your quote", body="Dear Ada, …")

    channel: Channel
    occurred_at: Moment | None = Field(
        default=None, description="When it was sent, received or noted. The default is now."
    )


class MessagePatch(MessageFields):
    """A JSON merge patch (RFC 7396). Changing `owner_id` or `visibility` requires an Admin key."""

    model_config = example(subject="Your quote of March")

    channel: Channel = Channel.NOTE
    occurred_at: Moment = Field(default=cast(datetime, None), description="When it was sent, received or noted.")


class MessageFilters(RecordFilters):
    contact_id: UUID | None = Field(default=None, description="Messages with this contact.")
    deal_id: UUID | None = Field(default=None, description="Messages about this deal.")
    channel: Channel | None = Field(default=None, description="Messages on this channel.")
    direction: Direction | None = Field(default=None, description="Messages in this direction.")
    occurred_after: Moment | None = Field(default=None, description="Occurred after this time.")
    occurred_before: Moment | None = Field(default=None, description="Occurred before this time.")
