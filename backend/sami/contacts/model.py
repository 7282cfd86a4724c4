from typing import Any

from sqlalchemy import Index, String, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from sami.db.base import Base
from sami.models.record import Record, record_table


class Contact(Record, Base):
    """A person or organisation that the workspace deals with."""

    __tablename__ = "contacts"
    __table_args__ = (
        *record_table("contacts"),
        Index("ix_contacts_workspace_id_last_name_id", "workspace_id", text("coalesce(last_name, '')"), "id"),
        Index("ix_contacts_workspace_id_email", "workspace_id", "email"),
        Index("ix_contacts_workspace_id_phone", "workspace_id", "phone"),
        Index("ix_contacts_workspace_id_company", "workspace_id", "company"),
        Index("ix_contacts_workspace_id_tags", "workspace_id", "tags", postgresql_using="gin"),
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
