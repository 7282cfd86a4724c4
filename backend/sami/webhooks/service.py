"""Creates and ends webhooks, and redelivers messages."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, null, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from sami.auth.actor import Actor
from sami.auth.key_hash import Peppers
from sami.db.locks import lock_number
from sami.errors.types import AlreadySubscribed, NotFound, TooManyWebhooks, WebhookEnded
from sami.outgoing.targets import UrlRules
from sami.records.representation import moment
from sami.webhooks.model import Ending, Webhook, WebhookDelivery
from sami.webhooks.queries import NOT_DELETED
from sami.webhooks.schemas import CreatedWebhook, NewWebhook
from sami.webhooks.signing import secret_of

#: The most active webhooks of a key, and of a workspace: each change becomes a row for each webhook subscribed to it.
MAX_PER_KEY, MAX_PER_WORKSPACE = 100, 1_000


async def create(session: AsyncSession, actor: Actor, new: NewWebhook, rules: UrlRules, peppers: Peppers) -> UUID:
    """Creates a webhook and returns its id. Raises ValidationFailed for a URL that is not allowed, AlreadySubscribed,
    TooManyWebhooks.
    """
    url = rules.check(new.url)
    # Serializes creation in the workspace: the counts and the comparison below have to hold until the commit.
    await session.execute(select(func.pg_advisory_xact_lock(lock_number("webhooks", actor.workspace_id))))
    active = select(Webhook.id, Webhook.url, Webhook.events).where(_owned_by(actor), Webhook.ended_at.is_(None))
    existing = (await session.execute(active)).all()
    for webhook in existing:
        if webhook.url == url and set(webhook.events) == set(new.events):
            raise AlreadySubscribed(str(webhook.id))
    if len(existing) >= MAX_PER_KEY:
        raise TooManyWebhooks("key", MAX_PER_KEY)
    in_workspace = select(func.count()).where(Webhook.workspace_id == actor.workspace_id, Webhook.ended_at.is_(None))
    if (await session.scalar(in_workspace) or 0) >= MAX_PER_WORKSPACE:
        raise TooManyWebhooks("workspace", MAX_PER_WORKSPACE)
    webhook_id = uuid7()
    await session.execute(
        insert(Webhook).values(
            workspace_id=actor.workspace_id,
            id=webhook_id,
            key_id=actor.key_id,
            user_id=actor.user_id,
            url=url,
            events=[str(event) for event in new.events],
            pepper_id=peppers.newest.id,
            created_at=func.statement_timestamp(),
        )
    )
    return webhook_id


async def created(session: AsyncSession, actor: Actor, webhook_id: UUID, peppers: Peppers) -> CreatedWebhook:
    """Returns the response to the creation, also when the request is repeated. Raises NotFound."""
    columns = select(
        Webhook.id, Webhook.url, Webhook.events, Webhook.pepper_id, moment(Webhook.created_at).label("created_at")
    )
    row = (await session.execute(columns.where(_owned_by(actor, webhook_id), NOT_DELETED))).one_or_none()
    pepper = row and peppers.get(row.pepper_id)
    if row is None or pepper is None:
        raise NotFound()
    return CreatedWebhook(
        id=row.id, url=row.url, events=row.events, created_at=row.created_at, secret=secret_of(pepper, row.id)
    )


async def end(session: AsyncSession, actor: Actor, webhook_id: UUID) -> None:
    """Deletes the webhook. Its pending deliveries are not sent. Raises NotFound."""
    ended = await session.scalar(
        update(Webhook)
        .where(_owned_by(actor, webhook_id), NOT_DELETED)
        .values(ended_at=func.coalesce(Webhook.ended_at, func.statement_timestamp()), ended_reason=Ending.DELETED)
        .returning(Webhook.id)
        .execution_options(synchronize_session=False)
    )
    if ended is None:
        raise NotFound()


async def redeliver(session: AsyncSession, actor: Actor, webhook_id: UUID, delivery_id: UUID) -> None:
    """Queues a delivery again, with the retries of a new one. Raises NotFound, WebhookEnded."""
    webhook = select(Webhook.ended_at).where(_owned_by(actor, webhook_id), NOT_DELETED)
    row = (await session.execute(webhook.with_for_update(read=True, key_share=True))).one_or_none()
    if row is None:
        raise NotFound()
    now = func.statement_timestamp()
    found = await session.scalar(
        update(WebhookDelivery)
        .where(
            WebhookDelivery.workspace_id == actor.workspace_id,
            WebhookDelivery.webhook_id == webhook_id,
            WebhookDelivery.id == delivery_id,
            # Only deliveries that the log shows: see `sami.webhooks.queries`.
            WebhookDelivery.attempts > 0,
        )
        .values(queued_at=now, due_at=now, tries=0, settled_at=null(), outcome=null())
        .returning(WebhookDelivery.id)
        .execution_options(synchronize_session=False)
    )
    if found is None:
        raise NotFound()
    if row.ended_at is not None:
        raise WebhookEnded()


def _owned_by(actor: Actor, webhook_id: UUID | None = None) -> Any:
    owned = (Webhook.workspace_id == actor.workspace_id) & (Webhook.key_id == actor.key_id)
    return owned if webhook_id is None else owned & (Webhook.id == webhook_id)
