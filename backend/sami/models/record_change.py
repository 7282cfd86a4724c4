from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, Identity, Index, String, Uuid, func
from sqlalchemy.orm import Mapped, mapped_column

from sami.db.base import Base, TenantId, Xid8

#: How long a change is told of at least. Older ones are removed, by housekeeping.
RETENTION = timedelta(days=30)


class ChangeType(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    #: Its `deleted_at` was set, or cleared.
    DELETED = "deleted"
    RESTORED = "restored"
    #: Its row is gone.
    REMOVED = "removed"
    #: Nothing of it changed but who sees it, or what of it.
    ACCESS = "access"


class RecordChange(Base):
    """One change of one record. Triggers write it in the transaction of the change, whoever makes that, and nothing
    else does (docs/adr/0014-change-log.md).

    `xid` is that transaction's number. What has a smaller one than `pg_snapshot_xmin(pg_current_snapshot())` is all
    there: nothing can come before it any more. The changes of one record happened in the order of `id`. `changed` has
    the names of the members that got another value, of an update. `gained` and `lost` are users: see the triggers.
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
