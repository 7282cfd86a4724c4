from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from sami.db.base import Base, TenantId

Count = Annotated[int, mapped_column(BigInteger, server_default="0")]
Flag = Annotated[bool, mapped_column(server_default=text("false"))]


class KeyUsage(Base):
    """The use of a key so far: the last call's time, address and client, and which permission its calls have needed.

    It is separate from the key, so that counting calls and checking the key in a transaction never wait for each other
    (ADR 9). An attempt is a call with the full, correct key that was refused because the key had expired or was
    revoked.
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
    has_written: Mapped[Flag]
    has_administered: Mapped[Flag]
    attempts: Mapped[Count]
    last_attempt_at: Mapped[datetime | None]
    last_attempt_ip: Mapped[str | None]
    last_attempt_agent: Mapped[str | None]


#: More than the panel shows (`sami.keys.schemas.DAYS_SHOWN`). It limits how many rows a key has.
RETENTION_DAYS = 90


class KeyUsageDay(Base):
    """The number of calls answered and refused with a key on one day (UTC). Kept for `RETENTION_DAYS`."""

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
