"""What every record that people share has: an owner, a visibility, a version. `sami.reach` rules over it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from sami.db.base import CreatedAt, RowId, TenantId


class Visibility(StrEnum):
    PRIVATE = "private"
    TEAM = "team"
    WORKSPACE = "workspace"


class Record:
    """A mixin. `version` counts up with every change; `deleted_at` marks a record that can be restored."""

    workspace_id: Mapped[TenantId]
    id: Mapped[RowId]
    owner_id: Mapped[UUID]
    visibility: Mapped[str]
    version: Mapped[int] = mapped_column(server_default="1")
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[CreatedAt]
    deleted_at: Mapped[datetime | None]
