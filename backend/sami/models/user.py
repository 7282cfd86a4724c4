from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped

from sami.db.base import Base
from sami.models.record import TenantRow


class Role(StrEnum):
    MEMBER = "member"
    ADMIN = "admin"


class User(TenantRow, Base):
    """A user of a workspace. They sign in with `email`, which is stored in lower case and unique across workspaces."""

    __tablename__ = "users"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id"], ["workspaces.id"]),
        CheckConstraint("role IN ('member', 'admin')", name="role"),
        CheckConstraint("email = lower(email)", name="email_lower"),
        Index("uq_users_email", "email", unique=True),
    )

    email: Mapped[str]
    name: Mapped[str]
    role: Mapped[str]
    password_hash: Mapped[str]
    deactivated_at: Mapped[datetime | None]
