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
    """What to do in your copy: put `record` in the place of what has this id, or remove that when `record` is null."""

    id: Annotated[str, Field(description="The change's own id, the same each time it is read.", examples=["48113"])]
    type: RecordType
    change: Annotated[
        ChangeKind,
        Field(
            description="What happened. `access_changed`: you came to see the record, or more or less of it. "
            "`deleted` and `access_lost`: it is gone, or you no longer see it; then `record` is null."
        ),
    ]
    record_id: UUID
    at: Annotated[Moment, Field(description="When it happened.")]
    record: Annotated[
        Contact | Deal | Message | Pipeline | Stage | None,
        Field(description="The record as it is now, which later changes may have made of it; as its `GET` gives it."),
    ]


class ChangePage(BaseModel):
    """What changed after a cursor, in the order to apply it."""

    data: list[RecordChange]
    has_more: Annotated[bool, Field(description="Whether there is more now. A page can have less than `limit` of it.")]
    next_cursor: Annotated[str, Field(description="`cursor=` of the next call, now or later. Always there.")]
