from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from sami.db.base import Base, CreatedAt, TenantId

RETENTION = timedelta(hours=24)


class IdempotencyKey(Base):
    """What a request that carried an `Idempotency-Key` did: enough to answer its repetition, never a secret. Older than
    `RETENTION`, it is as good as gone, and housekeeping removes it.

    `scope_id` is whose tokens these are: a user's on the settings surface, a key's on the public API. `resource_id` is
    the record that it was done to, and `answer` what was said of it, where that is to be said again.
    """

    __tablename__ = "idempotency_keys"
    __table_args__ = (
        Index("ix_idempotency_keys_created_at", "created_at"),
        Index("ix_idempotency_keys_workspace_id_resource_id", "workspace_id", "resource_id"),
    )

    workspace_id: Mapped[TenantId]
    scope_id: Mapped[UUID] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    fingerprint: Mapped[bytes]
    resource_id: Mapped[UUID | None]
    answer: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    created_at: Mapped[CreatedAt]
