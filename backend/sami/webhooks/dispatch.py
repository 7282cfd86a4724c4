"""From the log of changes to deliveries: each committed change once for each webhook that is to be told of it, and none
of what was rolled back.

The log's rows are written in the transactions of the changes, so what was rolled back is not there. Which rows are new
their `id` does not tell: a slow transaction's come to be seen after later ones. So the position in the log is a
snapshot of PostgreSQL's, and new is what this moment's snapshot sees and that one did not. Deliveries are made of all
of that, and the position set to this moment's snapshot, in one transaction that sees one snapshot throughout: there is
either both or neither, whatever happens to the process, and each change is new exactly once.

The changes of one record come in their true order, which is that of `id`, as it is drawn while the record's row is
locked: who changes it next has waited for the one before to be committed, so a snapshot that sees the second sees the
first. (A horizon, `pg_snapshot_xmin`, as the position would not do. It goes by when transactions began, and one that
began first may have changed the record last: behind a horizon between the two, the last change would be told first.)

A webhook keeps the snapshot of its making, and is told of nothing that had happened then. One that is made meanwhile is
not seen here; then what is to be told to it was not committed here either, as it comes after that was committed.
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

#: What a job for one webhook is known by, with the webhook's id behind it: there is one in the queue at most.
QUEUEING_LOCK = "webhook "

#: Rows of the log that are read at a time, and deliveries that are written: the one may become many of the other, as a
#: workspace may have many webhooks, and no statement may take long, however much there is to be told.
READ, WRITTEN = 100, 1_000

#: Webhooks of one workspace that are in hand at a time: whose receivers are slow, or silent, keeps only so many workers
#: busy with waiting for them, and those of others have their turn.
OF_A_WORKSPACE = 16

#: Of all workers one at a time makes deliveries. Should two, PostgreSQL lets one of them move the position.
_LOCK = lock_number("webhook dispatch", UUID(int=0))

_POSITION = select(WebhookPosition.snapshot).scalar_subquery()


def _since(snapshot: Any) -> ColumnElement[bool]:
    """True for the rows of the log that `snapshot` does not see; the first condition is what the index is used for."""
    return and_(
        RecordChange.xid >= func.pg_snapshot_xmin(snapshot), ~func.pg_visible_in_snapshot(RecordChange.xid, snapshot)
    )


_TOLD = RecordChange.type.in_([literal_column(f"'{noun}'") for noun in RECORDS])

#: The workspaces in which something is new for a webhook: looked for webhook by webhook, as few workspaces have one.
_ACTIVE = (
    select(Webhook.workspace_id)
    .distinct()
    .where(
        Webhook.ended_at.is_(None),
        exists(
            select(RecordChange.id).where(
                RecordChange.workspace_id == Webhook.workspace_id, _since(_POSITION), _since(Webhook.since), _TOLD
            )
        ),
    )
)
_ACTIVE_NOW = Statement(_ACTIVE)

_SUBSCRIBER_IDS = func.array(
    select(Webhook.id)
    .where(
        Webhook.workspace_id == RecordChange.workspace_id,
        Webhook.ended_at.is_(None),
        ~func.pg_visible_in_snapshot(RecordChange.xid, Webhook.since),
    )
    .scalar_subquery()
)

_NEW = (
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
        RecordChange.workspace_id == bindparam("of_workspace"),
        tuple_(RecordChange.xid, RecordChange.id)
        > tuple_(
            cast(cast(bindparam("after_xid"), String), Xid8()),
            bindparam("after_id", type_=BigInteger()),
        ),
        _since(_POSITION),
        _TOLD,
    )
    .order_by(RecordChange.xid, RecordChange.id)
    .limit(READ)
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


#: Somebody is at it, or has been asked to be.
_IN_HAND = or_(func.coalesce(Webhook.busy_until >= func.statement_timestamp(), false()), _QUEUED)

_WITH_WORK = (
    select(
        Webhook.workspace_id,
        Webhook.id,
        _IN_HAND.label("in_hand"),
        func.row_number()
        .over(partition_by=Webhook.workspace_id, order_by=(_IN_HAND.desc(), func.random()))
        .label("place"),
    )
    .where(
        # Each has its answer at the beginning of an index: as one question, all that waits would be read for it.
        or_(
            _IN_HAND,
            _has_pending(WebhookDelivery.due_at <= func.statement_timestamp()),
            # What a webhook that has ended leaves behind is settled at once.
            and_(Webhook.ended_at.is_not(None), _has_pending()),
        )
    )
    .subquery("with_work")
)

_DUE = Statement(
    select(_WITH_WORK.c.workspace_id, _WITH_WORK.c.id)
    .where(~_WITH_WORK.c.in_hand, _WITH_WORK.c.place <= literal_column(str(OF_A_WORKSPACE)))
    .order_by(_WITH_WORK.c.place)
)


async def dispatch(database: Database) -> int:
    """Makes deliveries of what is new, unless another worker is about it, and returns how many. While nothing is new
    for any webhook this is one statement, which writes nothing.
    """
    if not await database.fetch(_ACTIVE_NOW):
        return 0
    made = 0
    async with database.transactions(lock=_LOCK) as transaction:
        if transaction is not None:
            async with transaction() as session:
                await session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
                for workspace_id in list(await session.scalars(_ACTIVE)):
                    made += await _dispatch_in(session, workspace_id)
                await session.execute(update(WebhookPosition).values(snapshot=func.pg_current_snapshot()))
    return made


async def due(database: Database) -> list[tuple[UUID, UUID]]:
    """The webhooks, with their workspaces before them, that have something to be delivered, and nobody who is at it or
    has been asked to be; of each workspace no more than may be in hand at a time.
    """
    return [(row["workspace_id"], row["id"]) for row in await database.fetch(_DUE)]


async def _dispatch_in(session: AsyncSession, workspace_id: UUID) -> int:
    living = select(Webhook.id, Webhook.events).where(Webhook.workspace_id == workspace_id, Webhook.ended_at.is_(None))
    wanted = {webhook.id: set(webhook.events) for webhook in await session.execute(living)}
    made, after, last = 0, ("0", 0), READ
    while last == READ:
        parameters = {"of_workspace": workspace_id, "after_xid": after[0], "after_id": after[1]}
        changes = (await session.execute(_NEW, parameters)).all()
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
            if event in wanted[webhook_id]
        )
        while some := list(islice(deliveries, WRITTEN)):
            await session.execute(insert(WebhookDelivery), some)
            made += len(some)
        last = len(changes)
        if changes:
            after = changes[-1].xid, changes[-1].id
    return made
