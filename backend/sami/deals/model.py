from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped

from sami.contacts.model import Contact
from sami.db.base import Base
from sami.models.record import OnDelete, Record, Reference, record_table
from sami.pipelines.model import Stage


class Deal(Record, Base):
    """A possible sale to a contact. `amount` has as many decimal places as its currency."""

    __tablename__ = "deals"
    __table_args__ = (
        *record_table("deals"),
        ForeignKeyConstraint(["workspace_id", "contact_id"], ["contacts.workspace_id", "contacts.id"]),
        ForeignKeyConstraint(["workspace_id", "stage_id"], ["stages.workspace_id", "stages.id"]),
        CheckConstraint("(amount IS NULL) = (currency IS NULL)", name="amount_with_currency"),
        Index(
            "ix_deals_workspace_id_expected_close_on_id",
            "workspace_id",
            text("coalesce(expected_close_on, 'infinity'::date)"),
            "id",
        ),
        Index("ix_deals_workspace_id_amount_id", "workspace_id", text("coalesce(amount, '-1'::numeric)"), "id"),
        Index("ix_deals_workspace_id_contact_id", "workspace_id", "contact_id"),
        # Includes the order of lists: most deals are old ones in the last stages, far from the newest.
        Index("ix_deals_workspace_id_stage_id_created_at_id", "workspace_id", "stage_id", "created_at", "id"),
    )
    references: ClassVar = {
        "contact_id": Reference(Contact, OnDelete.SET_NULL, limits_visibility=True),
        "stage_id": Reference(Stage, OnDelete.RESTRICT),
    }

    title: Mapped[str]
    contact_id: Mapped[UUID | None]
    stage_id: Mapped[UUID]
    amount: Mapped[Decimal | None]
    currency: Mapped[str | None]
    expected_close_on: Mapped[date | None]
    closed_at: Mapped[datetime | None]
