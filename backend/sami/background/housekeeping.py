"""Removing what is past its time: nothing that anybody could still see, so it matters to nobody when it happens.

What is past its time is said by the database's clock alone: a process whose own is wrong must not make anything be
forgotten. The audit trail is kept for good: nothing here removes from it.
"""

from collections.abc import Mapping
from typing import Any

import structlog
from sqlalchemy import ColumnElement, Date, Delete, any_, cast, column, delete, func, select

from sami.db.base import Base
from sami.db.database import Database
from sami.models.idempotency import RETENTION as IDEMPOTENCY_RETENTION
from sami.models.idempotency import IdempotencyKey
from sami.models.key_usage import RETENTION_DAYS, KeyUsageDay
from sami.models.record_change import RETENTION as CHANGE_RETENTION
from sami.models.record_change import RecordChange
from sami.models.session import Session
from sami.webhooks.model import ENDED_KEPT, SETTLED_KEPT, Webhook, WebhookDelivery

log = structlog.get_logger()

#: Rows that one transaction removes: no lock is held, and no statement runs, for longer than a fraction of a second,
#: however much there is to remove.
PIECE = 1_000

_TODAY = cast(func.timezone("UTC", func.now()), Date)

#: Of each table the column that has an index for this, and the last moment in it that is past its time.
RETENTION: Mapping[type[Base], tuple[ColumnElement[Any], ColumnElement[Any]]] = {
    IdempotencyKey: (IdempotencyKey.__table__.c.created_at, func.now() - IDEMPOTENCY_RETENTION),
    Session: (Session.__table__.c.expires_at, func.now()),
    # A trigger writes down how far the log was forgotten, for those who have not read so far.
    RecordChange: (RecordChange.__table__.c.at, func.now() - CHANGE_RETENTION),
    KeyUsageDay: (KeyUsageDay.__table__.c.day, _TODAY - (RETENTION_DAYS + 1)),
    WebhookDelivery: (WebhookDelivery.__table__.c.settled_at, func.now() - SETTLED_KEPT),
    Webhook: (Webhook.__table__.c.ended_at, func.now() - ENDED_KEPT),
}


async def purge_expired(database: Database, table: type[Base]) -> int:
    """Removes the rows of `table` that are past their time, piece by piece, and returns how many there were."""
    removed, last = 0, PIECE
    while last == PIECE:
        async with database.transaction() as session:
            connection = await session.connection()
            last = (await connection.execute(_piece(table))).rowcount
        removed += last
    if removed:
        log.info("removed expired rows", table=table.__tablename__, rows=removed)
    return removed


def _piece(table: type[Base]) -> Delete:
    ctid: ColumnElement[Any] = column("ctid")
    moment, last = RETENTION[table]
    rows = select(ctid).select_from(table).where(moment <= last)
    # In order, or the whole table would be read as long as much of it is past its time. What another run is about to
    # remove is left to it.
    rows = rows.order_by(moment).limit(PIECE).with_for_update(skip_locked=True)
    # As an array, which is made once; a subquery may be run again and again, for other rows each time.
    return delete(table).where(ctid == any_(func.array(rows.scalar_subquery())))
