from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from sami.db.base import Base, TenantId

Count = Annotated[int, mapped_column(BigInteger, server_default="0")]
NotYet = Annotated[bool, mapped_column(server_default=text("false"))]


class KeyUsage(Base):
    """What a key was used for so far: when last, from where, by what, and what it needed its permission for.

    Apart from the key, so that counting calls never waits for, nor holds up, a call that proves the key in its
    transaction. An attempt is a call with the whole key that was refused because the key was dead.
    """

    __tablename__ = "key_usage"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "key_id"], ["api_keys.workspace_id", "api_keys.id"], ondelete="CASCADE"),
    )

    workspace_id: Mapped[TenantId]
    key_id: Mapped[UUID] = mapped_column(primary_key=True)
    last_used_at: Mapped[datetime | None]
    last_used_ip: Mapped[str | None]
    last_used_agent: Mapped[str | None]
    calls: Mapped[Count]
    has_written: Mapped[NotYet]
    has_administered: Mapped[NotYet]
    attempts: Mapped[Count]
    last_attempt_at: Mapped[datetime | None]
    last_attempt_ip: Mapped[str | None]
    last_attempt_agent: Mapped[str | None]


#: More than is shown (`sami.keys.schemas.DAYS_SHOWN`), and a bound on how many rows a key has.
RETENTION_DAYS = 90


class KeyUsageDay(Base):
    """How many calls with a key were answered and refused on one day (UTC), for `RETENTION_DAYS`."""

    __tablename__ = "key_usage_days"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "key_id"], ["api_keys.workspace_id", "api_keys.id"], ondelete="CASCADE"),
        Index("ix_key_usage_days_day", "day"),
    )

    workspace_id: Mapped[TenantId]
    key_id: Mapped[UUID] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    calls: Mapped[Count]
    refusals: Mapped[Count]
