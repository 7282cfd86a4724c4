"""The responses of the floor and of keyshield's application, with the same members as ours. Both environments import
it.
"""

import base64
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

LIMIT = 50


class Contact(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    first_name: str | None
    last_name: str | None
    email: str | None
    phone: str | None
    company: str | None
    job_title: str | None
    tags: list[str]
    custom: dict[str, Any]
    source: str | None
    owner_id: UUID
    visibility: str
    version: int
    created_at: datetime
    updated_at: datetime


class Page(BaseModel):
    data: list[Contact]
    has_more: bool
    next_cursor: str | None


def page(shown: Sequence[Any], *, more: bool, last: tuple[datetime, UUID]) -> dict[str, Any]:
    """Returns the members of a `Page`. The cursor is as cheap as possible."""
    cursor = base64.urlsafe_b64encode(f"{last[0].isoformat()} {last[1]}".encode()).decode() if more else None
    return {"data": shown, "has_more": more, "next_cursor": cursor}
