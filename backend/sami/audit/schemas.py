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
    """The key as it is called now; what it was called then is in `detail`."""

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
            description="Who did it; `null`: an operator at the command line, or whoever reported the key as leaked."
        ),
    ]
    user: Annotated[EventPerson, Field(description="Whom it concerns: the key's owner, or who signed in.")]
    key: EventKey | None
    ip: str | None
    agent: str | None
    detail: Annotated[
        dict[str, Any],
        Field(
            description="`name`, `permission`, `expires_at`, `replaces` (a prefix) of a key made; `from`, `to` of one "
            "renamed; `grace`, `stops_at`, `new_key_id`, `new_prefix` of one replaced."
        ),
    ]
