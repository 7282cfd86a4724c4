"""The queue of one webhook: what became of messages, and which are taken next, in one transaction after the other.

One worker at a time has a webhook in hand (`busy_until`), so that its receiver is not called by all of them at once,
and so that what is settled and what is next are decided one after the other.
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
from sami.outgoing.sending import Sent
from sami.webhooks.model import Ending, Outcome, Webhook, WebhookDelivery
from sami.webhooks.schedule import FAILING_FOR, GIVE_UP_AFTER

#: Longer than an attempt takes (`sami.outgoing.sending.SECONDS`), with what is around it.
LEASE = timedelta(seconds=15)

#: How many of the queue are looked at for those that can be sent; and how many are settled at a time when a webhook has
#: ended.
LOOKED_AT, PIECE = 50, 1_000

_GONE = 410


@dataclass(frozen=True, slots=True)
class Target:
    """Where to, and in whose name."""

    workspace_id: UUID
    id: UUID
    key_id: UUID
    user_id: UUID
    url: str
    pepper_id: str


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be sent, but for its data. `tries`: how often that was tried."""

    id: UUID
    event: str
    record_id: UUID
    changed_at: datetime
    tries: int


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a message: how sending went, or why it was not sent. `again`: after which pause, if it failed."""

    message: Message
    sent: Sent | None = None
    again: timedelta = timedelta(0)
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
    database: Database, me: UUID, workspace_id: UUID, webhook_id: UUID, results: Sequence[Result], free: int
) -> DeliveryBatch | None:
    """Settles what `results` say, and takes up to `free` messages. None: somebody else has this webhook in hand, or it
    has ended.
    """
    of = {"of_workspace": workspace_id, "of_webhook": webhook_id}
    async with database.transaction() as session:
        webhook = (await session.execute(_ACQUIRE_LEASE, {**of, "me": me})).one_or_none()
        if results:
            # Also when the webhook was taken for abandoned meanwhile: what was sent was sent.
            await _settle(session, of, results)
        if webhook is None:
            return None
        if webhook.ended_at is None and not any(result.ends_webhook for result in results):
            taken = (await session.execute(_CLAIM_MESSAGES, {**of, "free": free})).all() if free else ()
            messages = [Message(*row[:5]) for row in sorted(taken, key=lambda row: row.change_id) if row.is_first]
            target = Target(workspace_id, webhook_id, webhook.key_id, webhook.user_id, webhook.url, webhook.pepper_id)
            return DeliveryBatch(target, messages)
    await _settle_rest(database, of)
    return None


async def release_lease(database: Database, me: UUID, workspace_id: UUID, webhook_id: UUID) -> None:
    """Others may have it in hand."""
    async with database.transaction() as session:
        await session.execute(_RELEASE_LEASE, {"of_workspace": workspace_id, "of_webhook": webhook_id, "me": me})


async def _settle(session: AsyncSession, of: dict[str, UUID], results: Sequence[Result]) -> None:
    await session.execute(_SETTLE, [{**of, **_as_parameters(result)} for result in results])
    await session.execute(_BRING_FORWARD, {**of, "records": [result.message.record_id for result in results]})
    endings = [ending for result in results if (ending := result.ends_webhook)]
    succeeded = [result.sent.succeeded for result in results if result.sent]
    if endings or succeeded:
        # All of them failed, or one of them did not: nothing between them counts.
        judgement = {"ending": endings[0] if endings else None, "failed": not any(succeeded)}
        await session.execute(_UPDATE_HEALTH, {**of, **judgement})


def _as_parameters(result: Result) -> dict[str, Any]:
    sent = result.sent
    return {
        "message": result.message.id,
        "as": result.outcome,
        "again": result.again,
        "was_sent": sent is not None,
        "status": sent and sent.status,
        "error": sent and sent.error,
        "milliseconds": sent and sent.milliseconds,
    }


async def _settle_rest(database: Database, of: dict[str, UUID]) -> None:
    """Nothing is sent to a webhook that has ended."""
    settled = PIECE
    while settled == PIECE:
        async with database.transaction() as session:
            settled = len((await session.execute(_SETTLE_REST, of)).all())


# The statements: made once -------------------------------------------------------------------------

_NOW = func.statement_timestamp()
_WORKSPACE, _WEBHOOK = bindparam("of_workspace", type_=Uuid()), bindparam("of_webhook", type_=Uuid())
_ME = bindparam("me", type_=Uuid())

# Tables, not classes: these are no objects of a session's.
_WEBHOOKS: Any = Webhook.__table__
_DELIVERIES: Any = WebhookDelivery.__table__
_W, _D = _WEBHOOKS.c, _DELIVERIES.c
_THIS = and_(_W.workspace_id == _WORKSPACE, _W.id == _WEBHOOK)


def _pending(deliveries: Any) -> Any:
    return and_(
        deliveries.workspace_id == _WORKSPACE, deliveries.webhook_id == _WEBHOOK, deliveries.settled_at.is_(None)
    )


_ACQUIRE_LEASE = (
    update(_WEBHOOKS)
    .where(_THIS, or_(_W.busy_by == _ME, _W.busy_until.is_(None), _W.busy_until < _NOW))
    .values(busy_until=_NOW + LEASE, busy_by=_ME)
    .returning(_W.key_id, _W.user_id, _W.url, _W.pepper_id, _W.ended_at)
)

_RELEASE_LEASE = update(_WEBHOOKS).where(_THIS, _W.busy_by == _ME).values(busy_until=null(), busy_by=null())


def _first_of(records: Any) -> Any:
    """Of each record the message that is to be sent before the others."""
    others = _DELIVERIES.alias("others")
    return (
        select(others.c.id, others.c.due_at, others.c.tries)
        .where(_pending(others.c), others.c.record_id == records)
        .order_by(others.c.change_id, others.c.event)
        .limit(1)
        .lateral("first")
    )


def _take() -> Any:
    """Of what is due, the first of each record is taken. The others are put off for as long as that one may take, so
    that they are not looked at each time; when it is settled the next one is brought forward.
    """
    due = (
        select(_D.id, _D.record_id, _D.change_id, _D.event)
        .where(_pending(_D), _D.due_at <= _NOW)
        .order_by(_D.due_at, _D.change_id, _D.event)
        .limit(LOOKED_AT)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    first = _first_of(due.c.record_id)
    known = (
        select(
            due.c.id,
            due.c.change_id,
            due.c.event,
            (due.c.id == first.c.id).label("is_first"),
            first.c.due_at.label("first_due_at"),
        )
        .select_from(due.join(first, true()))
        .cte("known")
    )
    free = bindparam("free", type_=Integer())
    taken = select(known.c.id).where(known.c.is_first).order_by(known.c.change_id, known.c.event).limit(free)
    held = _NOW + LEASE
    return (
        update(_DELIVERIES)
        .where(
            _D.workspace_id == _WORKSPACE,
            _D.id == known.c.id,
            or_(~known.c.is_first, known.c.id.in_(taken)),
        )
        .values(due_at=case((known.c.is_first, held), else_=func.greatest(known.c.first_due_at, held)))
        .returning(_D.id, _D.event, _D.record_id, _D.changed_at, _D.tries, _D.change_id, known.c.is_first)
    )


_CLAIM_MESSAGES = _take()

_AS, _AGAIN = bindparam("as", type_=String()), bindparam("again", type_=Interval())
_WAS_SENT = bindparam("was_sent", type_=Boolean())


def _if_sent(value: Any, column: Any) -> Any:
    return case((_WAS_SENT, value), else_=column)


_OUTCOME = case(
    (_AS.is_not(None), _AS),
    (_D.queued_at + GIVE_UP_AFTER < _NOW + _AGAIN, str(Outcome.GIVEN_UP)),
)

_SETTLE = (
    update(_DELIVERIES)
    .where(
        _D.workspace_id == _WORKSPACE,
        _D.webhook_id == _WEBHOOK,
        _D.id == bindparam("message", type_=Uuid()),
        _D.settled_at.is_(None),
    )
    .values(
        tries=_D.tries + 1,
        due_at=_NOW + _AGAIN,
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
    """Of each record the next one, unless it was tried already, and waits for its own sake."""
    records = (
        func.unnest(bindparam("records", type_=ARRAY(Uuid())))
        .table_valued(column("id", Uuid()), name="records")
        .render_derived()
    )
    first = _first_of(records.c.id)
    nexts = select(first.c.id).select_from(records.join(first, true())).where(first.c.tries == 0)
    return (
        update(_DELIVERIES).where(_D.workspace_id == _WORKSPACE, _D.id.in_(nexts), _D.due_at > _NOW).values(due_at=_NOW)
    )


_BRING_FORWARD = _bring_forward()

_ENDING = bindparam("ending", type_=String())
_FAILING_SINCE = case((bindparam("failed", type_=Boolean()), func.coalesce(_W.failing_since, _NOW)))
_WHY_ENDED = func.coalesce(_ENDING, case((_FAILING_SINCE + FAILING_FOR < _NOW, str(Ending.FAILING))))

_UPDATE_HEALTH = (
    update(_WEBHOOKS)
    .where(_THIS, _W.ended_at.is_(None))
    .values(failing_since=_FAILING_SINCE, ended_reason=_WHY_ENDED, ended_at=case((_WHY_ENDED.is_not(None), _NOW)))
)

_REST = select(_D.id).where(_pending(_D)).limit(PIECE)
_SETTLE_REST = (
    update(_DELIVERIES)
    .where(_D.workspace_id == _WORKSPACE, _D.id.in_(_REST))
    .values(outcome=str(Outcome.WEBHOOK_ENDED), settled_at=_NOW)
    .returning(_D.id)
)
