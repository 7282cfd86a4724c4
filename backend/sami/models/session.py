from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped

from sami.db.base import Base, CreatedAt, RowId, TenantId


class Session(Base):
    """A browser's session. Only the SHA-256 of the cookie's token is stored; 256 random bits need no pepper."""

    __tablename__ = "sessions"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "user_id"], ["users.workspace_id", "users.id"], ondelete="CASCADE"),
        Index("uq_sessions_token_hash", "token_hash", unique=True),
        Index("ix_sessions_workspace_id_user_id", "workspace_id", "user_id"),
        Index("ix_sessions_expires_at", "expires_at"),
    )

    workspace_id: Mapped[TenantId]
    id: Mapped[RowId]
    user_id: Mapped[UUID]
    token_hash: Mapped[bytes]
    created_at: Mapped[CreatedAt]
    expires_at: Mapped[datetime]
    ip: Mapped[str | None]
    agent: Mapped[str | None]
