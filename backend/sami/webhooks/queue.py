"""The queue of one webhook. A transaction records the results of the last messages and claims the next ones.

One worker at a time leases a webhook (`busy_until`). So a receiver is called by one worker, and recording results and
claiming messages never run at the same time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Boolean,
    Integer,
    Interval,
    String,
    Uuid,
    and_,
    bindparam,
    case,
    column,
    func,
    null,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from sami.db.database import Database
from sami.outgoing.sending import SendResult
from sami.webhooks.model import Ending, Outcome, Webhook, WebhookDelivery
from sami.webhooks.schedule import GIVE_UP_AFTER, MAX_FAILING

#: Longer than an attempt takes (`sami.outgoing.sending.TOTAL_SECONDS`), with the statements around it.
LEASE = timedelta(seconds=15)

#: How many due deliveries are searched for messages that can be sent, and how many one transaction settles when a
#: webhook has ended.
SCAN_LIMIT, CANCEL_BATCH = 50, 1_000

_GONE = 410


@dataclass(frozen=True, slots=True)
class Target:
    """The webhook that messages are sent to, and the key and user it acts for."""

    workspace_id: UUID
    id: UUID
    key_id: UUID
    user_id: UUID
    url: str
    pepper_id: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message to send, without the record's data. `tries`: the number of tries so far."""

    id: UUID
    event: str
    record_id: UUID
    changed_at: datetime
    tries: int


@dataclass(frozen=True, slots=True)
class Result:
    """The result of a message: how sending it went, or why it was not sent. `retry_in`: the delay if it failed."""

    message: Message
    sent: SendResult | None = None
    retry_in: timedelta = timedelta(0)
    not_visible: bool = False
    key_dead: bool = False

    @property
    def outcome(self) -> Outcome | None:
        if self.not_visible:
            return Outcome.NOT_VISIBLE
        return Outcome.DELIVERED if self.sent and self.sent.succeeded else None

    @property
    def ends_webhook(self) -> Ending | None:
        if self.key_dead:
            return Ending.KEY_DEAD
        return Ending.GONE if self.sent and self.sent.status == _GONE else None


@dataclass(frozen=True, slots=True)
class DeliveryBatch:
    target: Target
    messages: Sequence[Message]


async def claim_batch(
    database: Database, lease_id: UUID, workspace_id: UUID, webhook_id: UUID, results: Sequence[Result], capacity: int
) -> DeliveryBatch | None:
    """Records `results`, takes or renews the lease, and claims up to `capacity` messages.

    Returns None when another worker has the lease, or when the webhook has ended.
    """
    ids = {"workspace": workspace_id, "webhook": webhook_id}
    async with database.transaction() as session:
        webhook = (await session.execute(_ACQUIRE_LEASE, {**ids, "lease_id": lease_id})).one_or_none()
        if results:
            # Even if the lease was lost: the messages were sent.
            await _record_results(session, ids, results)
        if webhook is None:
            return None
        if webhook.ended_at is None and not any(result.ends_webhook for result in results):
            claimed = (await session.execute(_CLAIM_MESSAGES, {**ids, "capacity": capacity})).all() if capacity else ()
            messages = [Message(*row[:5]) for row in sorted(claimed, key=lambda row: row.change_id) if row.is_first]
            target = Target(workspace_id, webhook_id, webhook.key_id, webhook.user_id, webhook.url, webhook.pepper_id)
            return DeliveryBatch(target, messages)
    await _cancel_pending(database, ids)
    return None


async def release_lease(database: Database, lease_id: UUID, workspace_id: UUID, webhook_id: UUID) -> None:
    """Releases the lease, so that another worker can take it."""
    async with database.transaction() as session:
        await session.execute(_RELEASE_LEASE, {"workspace": workspace_id, "webhook": webhook_id, "lease_id": lease_id})


async def _record_results(session: AsyncSession, ids: dict[str, UUID], results: Sequence[Result]) -> None:
    await session.execute(_RECORD_RESULT, [{**ids, **_result_parameters(result)} for result in results])
    await session.execute(_BRING_FORWARD, {**ids, "records": [result.message.record_id for result in results]})
    endings = [ending for result in results if (ending := result.ends_webhook)]
    succeeded = [result.sent.succeeded for result in results if result.sent]
    if endings or succeeded:
        # One success among them is enough: the webhook is failing only if all of them failed.
        health = {"ending": endings[0] if endings else None, "failed": not any(succeeded)}
        await session.execute(_UPDATE_HEALTH, {**ids, **health})


def _result_parameters(result: Result) -> dict[str, Any]:
    sent = result.sent
    return {
        "message": result.message.id,
        "final_outcome": result.outcome,
        "retry_in": result.retry_in,
        "was_sent": sent is not None,
        "status": sent and sent.status,
        "error": sent and sent.error,
        "milliseconds": sent and sent.milliseconds,
    }


async def _cancel_pending(database: Database, ids: dict[str, UUID]) -> None:
    """Settles the remaining deliveries of a webhook that has ended, in batches."""
    cancelled = CANCEL_BATCH
    while cancelled == CANCEL_BATCH:
        async with database.transaction() as session:
            cancelled = len((await session.execute(_CANCEL_PENDING, ids)).all())


# Statements, built once -----------------------------------------------------------------------------

_NOW = func.statement_timestamp()
_WORKSPACE, _WEBHOOK = bindparam("workspace", type_=Uuid()), bindparam("webhook", type_=Uuid())
_LEASE_ID = bindparam("lease_id", type_=Uuid())

# Tables, not classes: the session does not track these rows as objects.
_WEBHOOKS: Any = Webhook.__table__
_DELIVERIES: Any = WebhookDelivery.__table__
_W, _D = _WEBHOOKS.c, _DELIVERIES.c
_THIS_WEBHOOK = and_(_W.workspace_id == _WORKSPACE, _W.id == _WEBHOOK)


def _pending(deliveries: Any) -> Any:
    return and_(
        deliveries.workspace_id == _WORKSPACE, deliveries.webhook_id == _WEBHOOK, deliveries.settled_at.is_(None)
    )


_ACQUIRE_LEASE = (
    update(_WEBHOOKS)
    .where(_THIS_WEBHOOK, or_(_W.busy_by == _LEASE_ID, _W.busy_until.is_(None), _W.busy_until < _NOW))
    .values(busy_until=_NOW + LEASE, busy_by=_LEASE_ID)
    .returning(_W.key_id, _W.user_id, _W.url, _W.pepper_id, _W.ended_at)
)

_RELEASE_LEASE = (
    update(_WEBHOOKS).where(_THIS_WEBHOOK, _W.busy_by == _LEASE_ID).values(busy_until=null(), busy_by=null())
)


def _first_pending_of(records: Any) -> Any:
    """The pending message that is sent first, for each of `records`."""
    others = _DELIVERIES.alias("others")
    return (
        select(others.c.id, others.c.due_at, others.c.tries)
        .where(_pending(others.c), others.c.record_id == records)
        .order_by(others.c.change_id, others.c.event)
        .limit(1)
        .lateral("first")
    )


def _claim_messages() -> Any:
    """Claims the first message of each record among those that are due. The record's other messages are postponed until
    the end of that lease, so that they are not scanned each time. `_BRING_FORWARD` makes the next one due.
    """
    due = (
        select(_D.id, _D.record_id, _D.change_id, _D.event)
        .where(_pending(_D), _D.due_at <= _NOW)
        .order_by(_D.due_at, _D.change_id, _D.event)
        .limit(SCAN_LIMIT)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    first = _first_pending_of(due.c.record_id)
    ranked = (
        select(
            due.c.id,
            due.c.change_id,
            due.c.event,
            (due.c.id == first.c.id).label("is_first"),
            first.c.due_at.label("first_due_at"),
        )
        .select_from(due.join(first, true()))
        .cte("ranked")
    )
    capacity = bindparam("capacity", type_=Integer())
    claimed = select(ranked.c.id).where(ranked.c.is_first).order_by(ranked.c.change_id, ranked.c.event).limit(capacity)
    lease_end = _NOW + LEASE
    return (
        update(_DELIVERIES)
        .where(
            _D.workspace_id == _WORKSPACE,
            _D.id == ranked.c.id,
            or_(~ranked.c.is_first, ranked.c.id.in_(claimed)),
        )
        .values(due_at=case((ranked.c.is_first, lease_end), else_=func.greatest(ranked.c.first_due_at, lease_end)))
        .returning(_D.id, _D.event, _D.record_id, _D.changed_at, _D.tries, _D.change_id, ranked.c.is_first)
    )


_CLAIM_MESSAGES = _claim_messages()

_FINAL_OUTCOME, _RETRY_IN = bindparam("final_outcome", type_=String()), bindparam("retry_in", type_=Interval())
_WAS_SENT = bindparam("was_sent", type_=Boolean())


def _if_sent(value: Any, column: Any) -> Any:
    return case((_WAS_SENT, value), else_=column)


_OUTCOME = case(
    (_FINAL_OUTCOME.is_not(None), _FINAL_OUTCOME),
    (_D.queued_at + GIVE_UP_AFTER < _NOW + _RETRY_IN, str(Outcome.GIVEN_UP)),
)

_RECORD_RESULT = (
    update(_DELIVERIES)
    .where(
        _D.workspace_id == _WORKSPACE,
        _D.webhook_id == _WEBHOOK,
        _D.id == bindparam("message", type_=Uuid()),
        _D.settled_at.is_(None),
    )
    .values(
        tries=_D.tries + 1,
        due_at=_NOW + _RETRY_IN,
        attempts=_if_sent(_D.attempts + 1, _D.attempts),
        attempted_at=_if_sent(_NOW, _D.attempted_at),
        last_status=_if_sent(bindparam("status", type_=Integer()), _D.last_status),
        last_error=_if_sent(bindparam("error", type_=String()), _D.last_error),
        last_milliseconds=_if_sent(bindparam("milliseconds", type_=Integer()), _D.last_milliseconds),
        outcome=_OUTCOME,
        settled_at=case((_OUTCOME.is_not(None), _NOW)),
    )
)


def _bring_forward() -> Any:
    """Makes the next message of each record due now, unless it was tried before and waits for its own retry."""
    records = (
        func.unnest(bindparam("records", type_=ARRAY(Uuid())))
        .table_valued(column("id", Uuid()), name="records")
        .render_derived()
    )
    first = _first_pending_of(records.c.id)
    untried = select(first.c.id).select_from(records.join(first, true())).where(first.c.tries == 0)
    return (
        update(_DELIVERIES)
        .where(_D.workspace_id == _WORKSPACE, _D.id.in_(untried), _D.due_at > _NOW)
        .values(due_at=_NOW)
    )


_BRING_FORWARD = _bring_forward()

_ENDING = bindparam("ending", type_=String())
_FAILING_SINCE = case((bindparam("failed", type_=Boolean()), func.coalesce(_W.failing_since, _NOW)))
_ENDED_REASON = func.coalesce(_ENDING, case((_FAILING_SINCE + MAX_FAILING < _NOW, str(Ending.FAILING))))

_UPDATE_HEALTH = (
    update(_WEBHOOKS)
    .where(_THIS_WEBHOOK, _W.ended_at.is_(None))
    .values(failing_since=_FAILING_SINCE, ended_reason=_ENDED_REASON, ended_at=case((_ENDED_REASON.is_not(None), _NOW)))
)

_PENDING_IDS = select(_D.id).where(_pending(_D)).limit(CANCEL_BATCH)
_CANCEL_PENDING = (
    update(_DELIVERIES)
    .where(_D.workspace_id == _WORKSPACE, _D.id.in_(_PENDING_IDS))
    .values(outcome=str(Outcome.WEBHOOK_ENDED), settled_at=_NOW)
    .returning(_D.id)
)
