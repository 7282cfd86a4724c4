from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from sami.db.base import Base, CreatedAt, TenantId

#: How long the response to a request is repeated.
RETENTION = timedelta(hours=24)


class IdempotencyKey(Base):
    """The result of a request with an `Idempotency-Key`: enough to respond to a retry, never a secret (ADR 7). Rows
    older than `RETENTION` are ignored until housekeeping removes them.

    `scope_id` is the owner of the token: a user in the settings, a key on the public API. `resource_id` is the record
    that the request acted on. `answer` is the response, or null where no retry gets it again.
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
