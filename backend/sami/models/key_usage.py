from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sami.db.base import Base, TenantId


class KeyUsage(Base):
    """When, from where and by what a key was last used.

    Apart from the key, so that counting calls never waits for, nor holds up, a call that proves the key in its
    transaction.
    """

    __tablename__ = "key_usage"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "key_id"], ["api_keys.workspace_id", "api_keys.id"], ondelete="CASCADE"),
    )

    workspace_id: Mapped[TenantId]
    key_id: Mapped[UUID] = mapped_column(primary_key=True)
    last_used_at: Mapped[datetime]
    last_used_ip: Mapped[str | None]
    last_used_agent: Mapped[str | None]
