from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, Identity, Index, String, Uuid, func
from sqlalchemy.orm import Mapped, mapped_column

from sami.db.base import Base, TenantId, Xid8

#: How long a change stays in the feed at least. Housekeeping removes older ones.
RETENTION = timedelta(days=30)


class ChangeType(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    #: `deleted_at` was set.
    DELETED = "deleted"
    #: `deleted_at` was cleared.
    RESTORED = "restored"
    #: The row was deleted permanently.
    REMOVED = "removed"
    #: The record itself is unchanged. Who sees it, or which of its members they see, changed.
    ACCESS = "access"


class RecordChange(Base):
    """One change of one record. Only triggers write it, in the transaction of the change, whoever makes the change
    (ADR 14).

    `xid` is the number of that transaction. All rows with a smaller one than `pg_snapshot_xmin(pg_current_snapshot())`
    are there: no more can be added before it. The changes of one record happened in the order of `id`. `changed` has
    the names of the members that an update changed. `gained` and `lost` are users: see the triggers.
    """

    __tablename__ = "record_changes"
    __table_args__ = (Index("ix_record_changes_at", "at"),)

    workspace_id: Mapped[TenantId]
    xid: Mapped[str] = mapped_column(Xid8(), primary_key=True, server_default=func.pg_current_xact_id())
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    type: Mapped[str]
    record_id: Mapped[UUID]
    change: Mapped[str]
    changed: Mapped[list[str]] = mapped_column(ARRAY(String), server_default="{}")
    gained: Mapped[list[UUID] | None] = mapped_column(ARRAY(Uuid()))
    lost: Mapped[list[UUID] | None] = mapped_column(ARRAY(Uuid()))
    at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
