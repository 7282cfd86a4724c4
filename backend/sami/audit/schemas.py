"""Schemas of the audit trail in the settings API."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field

from sami.models.audit_event import Action


class EventPerson(BaseModel):
    id: UUID
    name: str


class EventKey(BaseModel):
    """The key with its current name. Its name at the time is in `detail`."""

    id: UUID
    name: str
    prefix: str


class Event(BaseModel):
    """Who did what, when and from where."""

    id: UUID
    at: datetime
    action: Action
    actor: Annotated[
        EventPerson | None,
        Field(
            description="Who did it. `null` if an operator did it on the command line, or somebody reported the key as "
            "leaked."
        ),
    ]
    user: Annotated[EventPerson, Field(description="The user concerned: the key's owner, or the person who signed in.")]
    key: EventKey | None
    ip: str | None
    agent: str | None
    detail: Annotated[
        dict[str, Any],
        Field(
            description="For a created key: `name`, `permission`, `expires_at`, `replaces` (a prefix). For a renamed "
            "key: `from`, `to`. For a replaced key: `grace`, `stops_at`, `new_key_id`, `new_prefix`."
        ),
    ]
