"""Deletes expired rows. No user can see them any more, so it does not matter when this runs.

Only the database's clock decides what has expired: a process with a wrong clock must not delete anything. The audit
trail is kept forever; nothing here deletes from it (ADR 10).
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
from sami.webhooks.model import DELIVERY_RETENTION, ENDED_WEBHOOK_RETENTION, Webhook, WebhookDelivery

log = structlog.get_logger()

#: The most rows that one transaction deletes, so that its locks and statements last a fraction of a second.
BATCH_SIZE = 1_000

_TODAY = cast(func.timezone("UTC", func.now()), Date)

#: For each table, an indexed column, and the latest value in it that has expired.
RETENTION: Mapping[type[Base], tuple[ColumnElement[Any], ColumnElement[Any]]] = {
    IdempotencyKey: (IdempotencyKey.__table__.c.created_at, func.now() - IDEMPOTENCY_RETENTION),
    Session: (Session.__table__.c.expires_at, func.now()),
    # A trigger records how much of the log was deleted, so that cursors from before that are refused.
    RecordChange: (RecordChange.__table__.c.at, func.now() - CHANGE_RETENTION),
    KeyUsageDay: (KeyUsageDay.__table__.c.day, _TODAY - (RETENTION_DAYS + 1)),
    WebhookDelivery: (WebhookDelivery.__table__.c.settled_at, func.now() - DELIVERY_RETENTION),
    Webhook: (Webhook.__table__.c.ended_at, func.now() - ENDED_WEBHOOK_RETENTION),
}


async def purge_expired(database: Database, table: type[Base]) -> int:
    """Deletes the expired rows of `table` in batches, and returns their number."""
    removed, last = 0, BATCH_SIZE
    while last == BATCH_SIZE:
        async with database.transaction() as session:
            connection = await session.connection()
            last = (await connection.execute(_delete_batch(table))).rowcount
        removed += last
    if removed:
        log.info("deleted expired rows", table=table.__tablename__, rows=removed)
    return removed


def _delete_batch(table: type[Base]) -> Delete:
    ctid: ColumnElement[Any] = column("ctid")
    moment, last = RETENTION[table]
    rows = select(ctid).select_from(table).where(moment <= last)
    # Ordered, because PostgreSQL would read the whole table when much of it has expired. Rows that another run is
    # deleting are skipped.
    rows = rows.order_by(moment).limit(BATCH_SIZE).with_for_update(skip_locked=True)
    # An array is computed once. PostgreSQL could run a subquery several times, with other rows each time.
    return delete(table).where(ctid == any_(func.array(rows.scalar_subquery())))
