from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from sami.db.base import Base, RowId, TenantId


class Action(StrEnum):
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    KEY_CREATED = "key_created"
    KEY_RENAMED = "key_renamed"
    KEY_REPLACED = "key_replaced"
    KEY_REVOKED = "key_revoked"
    KEY_REPORTED_LEAKED = "key_reported_leaked"
    USER_DEACTIVATED = "user_deactivated"


class AuditEvent(Base):
    """An entry of the audit trail: who did what, when and from where. It is written in the transaction of the action,
    and never changed.

    `user_id` is the user concerned: the owner of the key, or the person who signed in. `actor_id` is the user who
    acted. It is null for operators at the command line, and for reports of leaked keys: reporters have no account and
    did the owner a favour, so nothing about them is stored.
    """

    __tablename__ = "audit_events"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "user_id"], ["users.workspace_id", "users.id"]),
        ForeignKeyConstraint(["workspace_id", "actor_id"], ["users.workspace_id", "users.id"]),
        ForeignKeyConstraint(["workspace_id", "key_id"], ["api_keys.workspace_id", "api_keys.id"]),
        Index("ix_audit_events_workspace_id_user_id_id", "workspace_id", "user_id", "id"),
        Index("ix_audit_events_workspace_id_key_id_id", "workspace_id", "key_id", "id"),
    )

    workspace_id: Mapped[TenantId]
    id: Mapped[RowId]
    at: Mapped[datetime] = mapped_column(server_default=func.statement_timestamp())
    action: Mapped[str]
    user_id: Mapped[UUID]
    actor_id: Mapped[UUID | None]
    key_id: Mapped[UUID | None]
    ip: Mapped[str | None]
    agent: Mapped[str | None]
    detail: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
