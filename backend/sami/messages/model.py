from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped

from sami.contacts.model import Contact
from sami.db.base import Base
from sami.deals.model import Deal
from sami.models.record import OnDelete, Record, Reference, record_table


class Channel(StrEnum):
    EMAIL = "email"
    SMS = "sms"
    WHATSAPP = "whatsapp"
    CALL = "call"
    NOTE = "note"


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


class Message(Record, Base):
    """A message to or from a contact, or a note. It is recorded here, not sent."""

    __tablename__ = "messages"
    __table_args__ = (
        *record_table("messages"),
        ForeignKeyConstraint(["workspace_id", "contact_id"], ["contacts.workspace_id", "contacts.id"]),
        ForeignKeyConstraint(["workspace_id", "deal_id"], ["deals.workspace_id", "deals.id"]),
        CheckConstraint("channel IN ('email', 'sms', 'whatsapp', 'call', 'note')", name="channel"),
        CheckConstraint("direction IN ('in', 'out')", name="direction"),
        CheckConstraint("direction IS NOT NULL OR channel = 'note'", name="direction_but_for_notes"),
        Index("ix_messages_workspace_id_occurred_at_id", "workspace_id", "occurred_at", "id"),
        Index("ix_messages_workspace_id_contact_id", "workspace_id", "contact_id"),
        Index("ix_messages_workspace_id_deal_id", "workspace_id", "deal_id"),
    )
    references: ClassVar = {
        "contact_id": Reference(Contact, OnDelete.SET_NULL, limits_visibility=True),
        "deal_id": Reference(Deal, OnDelete.SET_NULL),
    }

    contact_id: Mapped[UUID | None]
    deal_id: Mapped[UUID | None]
    channel: Mapped[str]
    direction: Mapped[str | None]
    subject: Mapped[str | None]
    body: Mapped[str | None]
    occurred_at: Mapped[datetime]
