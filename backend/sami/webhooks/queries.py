"""Reads webhooks and their deliveries. A key reads its own only."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, and_, bindparam, case, func, literal_column, null, select

from sami.auth.actor import SqlViewer, guarded, read
from sami.auth.claims import Claim
from sami.db.database import Database
from sami.db.statement import AnySelect
from sami.errors.types import NotFound
from sami.records.cursor import Cursor
from sami.records.reader import Page, RecordJson
from sami.records.representation import JsonObject, json_column, moment
from sami.records.schemas import MAX_LIMIT
from sami.webhooks.model import Ending, Outcome, Webhook, WebhookDelivery

_KEY_ID = bindparam("key_id", type_=Uuid())
_WEBHOOK_ID = bindparam("webhook_id", type_=Uuid())
_BEFORE = bindparam("before", type_=Uuid())

#: A deleted webhook is invisible. One that ended by itself can still be read.
NOT_DELETED = Webhook.ended_reason.is_distinct_from(Ending.DELETED)

_WEBHOOK = JsonObject(
    {
        column.key: json_column(column)
        for column in (
            Webhook.id,
            Webhook.url,
            Webhook.events,
            Webhook.created_at,
            Webhook.failing_since,
            Webhook.ended_at,
            Webhook.ended_reason,
        )
    }
)

_STATUS = case(
    (WebhookDelivery.outcome.is_not(None), WebhookDelivery.outcome),
    (Webhook.ended_at.is_not(None), literal_column(f"'{Outcome.WEBHOOK_ENDED}'")),
    else_=literal_column("'pending'"),
)

_DELIVERY = JsonObject(
    {
        "id": json_column(WebhookDelivery.id),
        "type": json_column(WebhookDelivery.event),
        "record_id": json_column(WebhookDelivery.record_id),
        "changed_at": json_column(WebhookDelivery.changed_at),
        "status": _STATUS,
        "attempts": json_column(WebhookDelivery.attempts),
        "attempted_at": json_column(WebhookDelivery.attempted_at),
        "next_attempt_at": case(
            (and_(WebhookDelivery.settled_at.is_(None), Webhook.ended_at.is_(None)), moment(WebhookDelivery.due_at)),
            else_=null(),
        ),
        "last_status": json_column(WebhookDelivery.last_status),
        "last_error": json_column(WebhookDelivery.last_error),
        "last_milliseconds": json_column(WebhookDelivery.last_milliseconds),
        "settled_at": json_column(WebhookDelivery.settled_at),
    }
)


def _of_key(viewer: SqlViewer, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(Webhook.workspace_id == viewer.workspace_id, Webhook.key_id == _KEY_ID, NOT_DELETED, *more)


def _webhooks(*conditions: ColumnElement[bool]) -> Callable[[SqlViewer], AnySelect]:
    def rows(viewer: SqlViewer) -> AnySelect:
        return select(Webhook.id, _WEBHOOK.label("json")).where(_of_key(viewer, *conditions))

    return rows


def _newest_first(
    rows: Callable[[SqlViewer], AnySelect], row_id: ColumnElement[UUID]
) -> Callable[[SqlViewer], AnySelect]:
    """Orders by id, newest first, as ids grow with time. Returns those older than `before`, if that is given."""
    older = func.coalesce(_BEFORE, literal_column("'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid"))
    return lambda viewer: (
        rows(viewer).where(row_id < older).order_by(row_id.desc()).limit(literal_column(str(MAX_LIMIT + 1)))
    )


def _deliveries(viewer: SqlViewer) -> AnySelect:
    """Leaves out deliveries that were never sent: they may be about records that the key's user does not see."""
    return (
        select(WebhookDelivery.id, _DELIVERY.label("json"))
        .select_from(WebhookDelivery)
        .join(
            Webhook,
            and_(Webhook.workspace_id == WebhookDelivery.workspace_id, Webhook.id == WebhookDelivery.webhook_id),
        )
        .where(
            _of_key(viewer, Webhook.id == _WEBHOOK_ID),
            WebhookDelivery.workspace_id == viewer.workspace_id,
            WebhookDelivery.webhook_id == _WEBHOOK_ID,
            WebhookDelivery.attempts > literal_column("0"),
        )
    )


_ONE = guarded(_webhooks(Webhook.id == _WEBHOOK_ID))
_PAGE = guarded(_newest_first(_webhooks(), Webhook.id.expression))
_LOG = guarded(_newest_first(_deliveries, WebhookDelivery.id.expression))


async def one(database: Database, claim: Claim, webhook_id: UUID) -> RecordJson:
    """Returns one webhook. Raises NotFound, and what `read` raises."""
    rows = await read(database, claim, _ONE, webhook_id=webhook_id)
    if not rows:
        raise NotFound()
    return RecordJson(webhook_id, None, rows[0]["json"])


async def page(database: Database, claim: Claim, limit: int, cursor: str | None) -> Page:
    """Returns a page of webhooks, newest first. Raises InvalidCursor, and what `read` raises."""
    identity = f"webhooks {claim.key_id}"
    return _page(await read(database, claim, _PAGE, before=_before(cursor, identity)), limit, identity)


async def log(database: Database, claim: Claim, webhook_id: UUID, limit: int, cursor: str | None) -> Page:
    """Returns a page of deliveries, newest first. Raises InvalidCursor, NotFound, and what `read` raises."""
    identity = f"deliveries {webhook_id}"
    rows = await read(database, claim, _LOG, webhook_id=webhook_id, before=_before(cursor, identity))
    if not rows:
        await one(database, claim, webhook_id)
    return _page(rows, limit, identity)


def _before(cursor: str | None, identity: str) -> UUID | None:
    return Cursor.decode(cursor, identity, Webhook.url.type).id if cursor else None


def _page(rows: Sequence[Any], limit: int, identity: str) -> Page:
    items = [row["json"] for row in rows[:limit]]
    more = len(rows) > limit
    return Page(items, Cursor("", rows[limit - 1]["id"]).encode(identity) if more else None)
