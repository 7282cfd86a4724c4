from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, String, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from sami.db.base import Base
from sami.models.record import Record


class Contact(Record, Base):
    """A person or organisation that the workspace deals with.

    `search` is what `q=` looks in: names, addresses and company, without case and accents (see `sami.text`).
    """

    __tablename__ = "contacts"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "owner_id"], ["users.workspace_id", "users.id"]),
        CheckConstraint("visibility IN ('private', 'team', 'workspace')", name="visibility"),
        Index("ix_contacts_workspace_id_created_at_id", "workspace_id", "created_at", "id"),
        Index("ix_contacts_workspace_id_updated_at_id", "workspace_id", "updated_at", "id"),
        Index("ix_contacts_workspace_id_last_name_id", "workspace_id", text("coalesce(last_name, '')"), "id"),
        Index("ix_contacts_workspace_id_email", "workspace_id", "email"),
        Index("ix_contacts_workspace_id_owner_id", "workspace_id", "owner_id"),
        Index(
            "ix_contacts_workspace_id_search",
            "workspace_id",
            "search",
            postgresql_using="gin",
            postgresql_ops={"search": "gin_trgm_ops"},
        ),
    )

    first_name: Mapped[str | None]
    last_name: Mapped[str | None]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    company: Mapped[str | None]
    job_title: Mapped[str | None]
    tags: Mapped[list[str]] = mapped_column(ARRAY(String), server_default="{}")
    custom: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    source: Mapped[str | None]
    search: Mapped[str]
