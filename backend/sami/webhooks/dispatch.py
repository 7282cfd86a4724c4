"""Turns the log of changes into deliveries: one for each committed change and each webhook subscribed to it (ADR 15).

The log's rows are written in the transactions of the changes, so a change that was rolled back is not in the log. The
`id` does not tell which rows are new: rows of a slow transaction become visible after later ones. So the position in
the log is a PostgreSQL snapshot. New rows are those that the current snapshot sees and the stored one does not. One
transaction, which sees a single snapshot throughout, creates their deliveries and sets the position to its snapshot.
Both happen or neither does, whatever happens to the process, and each change is new exactly once.

The changes of one record are ordered by `id`, which is their true order: it is drawn while the record's row is locked.
The next transaction that changes the record has waited for the previous one to commit, so a snapshot that sees the
second change sees the first. (A horizon, `pg_snapshot_xmin`, would not work as the position. It goes by when
transactions began. The one that began first may change the record last; with a horizon between the two, the last change
would be sent first.)

A webhook stores the snapshot of its creation, and is sent no change that this snapshot sees. A webhook that is created
while this transaction runs is not visible here. Then neither are the changes to send to it: they are committed later.
"""

from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    String,
    and_,
    bindparam,
    cast,
    column,
    exists,
    false,
    func,
    insert,
    literal_column,
    or_,
    select,
    table,
    text,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from sami.db.base import Xid8
from sami.db.database import Database
from sami.db.locks import lock_number
from sami.db.statement import Statement
from sami.models.record_change import RecordChange
from sami.webhooks.events import RECORDS, events_of
from sami.webhooks.model import Webhook, WebhookDelivery, WebhookPosition

#: The prefix of a delivery job's queueing lock; the webhook's id follows. The queue has one job of a webhook at most.
QUEUEING_LOCK = "webhook "

#: Rows of the log that one statement reads, and deliveries that one statement writes. A row may become many deliveries,
#: as a workspace may have many webhooks, and every statement has to be short.
READ_BATCH, WRITE_BATCH = 100, 1_000

#: The most webhooks of one workspace that are delivered at the same time, so that a workspace with slow or silent
#: receivers does not keep all workers waiting.
MAX_PER_WORKSPACE = 16

#: Lets one worker at a time create deliveries. If two did, PostgreSQL would let only one of them move the position.
_LOCK = lock_number("webhook dispatch", UUID(int=0))

_POSITION = select(WebhookPosition.snapshot).scalar_subquery()


def _newer_than(snapshot: Any) -> ColumnElement[bool]:
    """True for the rows of the log that `snapshot` does not see. The first condition uses the index."""
    return and_(
        RecordChange.xid >= func.pg_snapshot_xmin(snapshot), ~func.pg_visible_in_snapshot(RecordChange.xid, snapshot)
    )


_HAS_EVENTS = RecordChange.type.in_([literal_column(f"'{noun}'") for noun in RECORDS])

#: The workspaces with new changes for a webhook. The search goes by webhook, as few workspaces have one.
_WORKSPACES = (
    select(Webhook.workspace_id)
    .distinct()
    .where(
        Webhook.ended_at.is_(None),
        exists(
            select(RecordChange.id).where(
                RecordChange.workspace_id == Webhook.workspace_id,
                _newer_than(_POSITION),
                _newer_than(Webhook.since),
                _HAS_EVENTS,
            )
        ),
    )
)
_FIND_WORKSPACES = Statement(_WORKSPACES)

_SUBSCRIBER_IDS = func.array(
    select(Webhook.id)
    .where(
        Webhook.workspace_id == RecordChange.workspace_id,
        Webhook.ended_at.is_(None),
        ~func.pg_visible_in_snapshot(RecordChange.xid, Webhook.since),
    )
    .scalar_subquery()
)

_NEW_CHANGES = (
    select(
        cast(RecordChange.xid, String).label("xid"),
        RecordChange.id,
        RecordChange.type,
        RecordChange.change,
        RecordChange.changed,
        RecordChange.record_id,
        RecordChange.at,
        _SUBSCRIBER_IDS.label("subscriber_ids"),
    )
    .where(
        RecordChange.workspace_id == bindparam("workspace"),
        tuple_(RecordChange.xid, RecordChange.id)
        > tuple_(
            cast(cast(bindparam("after_xid"), String), Xid8()),
            bindparam("after_id", type_=BigInteger()),
        ),
        _newer_than(_POSITION),
        _HAS_EVENTS,
    )
    .order_by(RecordChange.xid, RecordChange.id)
    .limit(READ_BATCH)
)

_JOBS = table("procrastinate_jobs", column("queueing_lock"), column("status"), schema="procrastinate")

_QUEUED = exists(
    select(_JOBS.c.status).where(
        _JOBS.c.queueing_lock == func.concat(literal_column(f"'{QUEUEING_LOCK}'"), Webhook.id),
        _JOBS.c.status == literal_column("'todo'"),
    )
)


def _has_pending(*more: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists(
        select(WebhookDelivery.id).where(
            WebhookDelivery.workspace_id == Webhook.workspace_id,
            WebhookDelivery.webhook_id == Webhook.id,
            WebhookDelivery.settled_at.is_(None),
            *more,
        )
    )


#: A worker has the webhook's lease, or its job is queued.
_CLAIMED = or_(func.coalesce(Webhook.busy_until >= func.statement_timestamp(), false()), _QUEUED)

_WITH_WORK = (
    select(
        Webhook.workspace_id,
        Webhook.id,
        _CLAIMED.label("claimed"),
        func.row_number()
        .over(partition_by=Webhook.workspace_id, order_by=(_CLAIMED.desc(), func.random()))
        .label("place"),
    )
    .where(
        # Each of these reads the start of an index. A single combined condition would read all waiting deliveries.
        or_(
            _CLAIMED,
            _has_pending(WebhookDelivery.due_at <= func.statement_timestamp()),
            # The remaining deliveries of a webhook that has ended are settled at once.
            and_(Webhook.ended_at.is_not(None), _has_pending()),
        )
    )
    .subquery("with_work")
)

_DUE = Statement(
    select(_WITH_WORK.c.workspace_id, _WITH_WORK.c.id)
    .where(~_WITH_WORK.c.claimed, _WITH_WORK.c.place <= literal_column(str(MAX_PER_WORKSPACE)))
    .order_by(_WITH_WORK.c.place)
)


async def dispatch(database: Database) -> int:
    """Creates deliveries for the new changes, unless another worker is doing so, and returns their number.

    With no new changes for any webhook, this is one statement that writes nothing.
    """
    if not await database.fetch(_FIND_WORKSPACES):
        return 0
    created = 0
    async with database.transactions(lock=_LOCK) as transaction:
        if transaction is not None:
            async with transaction() as session:
                await session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
                for workspace_id in list(await session.scalars(_WORKSPACES)):
                    created += await _dispatch_workspace(session, workspace_id)
                await session.execute(update(WebhookPosition).values(snapshot=func.pg_current_snapshot()))
    return created


async def due(database: Database) -> list[tuple[UUID, UUID]]:
    """Returns (workspace id, webhook id) of the webhooks that have deliveries due, no lease and no queued job: per
    workspace, at most `MAX_PER_WORKSPACE` less those already leased or queued.
    """
    return [(row["workspace_id"], row["id"]) for row in await database.fetch(_DUE)]


async def _dispatch_workspace(session: AsyncSession, workspace_id: UUID) -> int:
    active = select(Webhook.id, Webhook.events).where(Webhook.workspace_id == workspace_id, Webhook.ended_at.is_(None))
    events_by_webhook = {webhook.id: set(webhook.events) for webhook in await session.execute(active)}
    created, after, fetched = 0, ("0", 0), READ_BATCH
    while fetched == READ_BATCH:
        parameters = {"workspace": workspace_id, "after_xid": after[0], "after_id": after[1]}
        changes = (await session.execute(_NEW_CHANGES, parameters)).all()
        deliveries = (
            {
                "workspace_id": workspace_id,
                "id": uuid7(),
                "webhook_id": webhook_id,
                "change_id": change.id,
                "event": str(event),
                "record_id": change.record_id,
                "changed_at": change.at,
            }
            for change in changes
            for event in events_of(change.type, change.change, change.changed)
            for webhook_id in change.subscriber_ids
            if event in events_by_webhook[webhook_id]
        )
        while chunk := list(islice(deliveries, WRITE_BATCH)):
            await session.execute(insert(WebhookDelivery), chunk)
            created += len(chunk)
        fetched = len(changes)
        if changes:
            after = changes[-1].xid, changes[-1].id
    return created
