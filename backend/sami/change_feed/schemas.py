"""API schemas of the change feed."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from sami.contacts.schemas import Contact
from sami.deals.schemas import Deal
from sami.messages.schemas import Message
from sami.pipelines.schemas import Pipeline, Stage
from sami.records.values import Moment


class RecordType(StrEnum):
    CONTACT = "contact"
    DEAL = "deal"
    MESSAGE = "message"
    PIPELINE = "pipeline"
    STAGE = "stage"


class ChangeKind(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    RESTORED = "restored"
    ACCESS_CHANGED = "access_changed"
    DELETED = "deleted"
    ACCESS_LOST = "access_lost"


# Not `Change`: generated clients name a variable after the schema, and it would clash with the member `change`.
class RecordChange(BaseModel):
    """A change to apply to your copy: store `record`, or remove `record_id` if `record` is null."""

    id: Annotated[
        str, Field(description="The id of the change, the same each time that you read it.", examples=["48113"])
    ]
    type: RecordType
    change: Annotated[
        ChangeKind,
        Field(
            description="What happened. `access_changed`: you can now see the record, or see more or less of it. "
            "`deleted` and `access_lost`: it is gone, or you can no longer see it, and `record` is null."
        ),
    ]
    record_id: UUID
    at: Annotated[Moment, Field(description="When it happened.")]
    record: Annotated[
        Contact | Deal | Message | Pipeline | Stage | None,
        Field(description="The current record, including later changes, as its `GET` returns it."),
    ]


class ChangePage(BaseModel):
    """The changes after a cursor, in the order to apply them."""

    data: list[RecordChange]
    has_more: Annotated[
        bool, Field(description="Whether there are more changes now. A page can have fewer than `limit`.")
    ]
    next_cursor: Annotated[str, Field(description="The `cursor` of the next call, now or later. Never null.")]
