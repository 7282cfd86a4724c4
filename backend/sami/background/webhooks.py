"""The webhooks' background work: creates deliveries for new changes, and queues a job for each webhook with deliveries
due (ADR 15).

It polls. With `NOTIFY` changes would wait for each other: PostgreSQL commits transactions that notify one at a time
(https://www.postgresql.org/docs/current/sql-notify.html).
"""

import asyncio
import contextlib
from uuid import UUID

import structlog
from procrastinate import App
from procrastinate.exceptions import AlreadyEnqueued

from sami.db.database import Database
from sami.db.failures import is_unavailability, one_line
from sami.webhooks.delivering import Deliverer
from sami.webhooks.dispatch import QUEUEING_LOCK, dispatch, due

log = structlog.get_logger()

#: The pause between two polls.
POLL_SECONDS = 0.5

_TASK = "deliver_to_webhook"


def add_delivery_task(app: App, deliverer: Deliverer) -> None:
    """Adds the task that delivers to one webhook."""

    async def deliver(workspace_id: str, webhook_id: str) -> None:
        await deliverer.deliver(UUID(workspace_id), UUID(webhook_id))

    app.task(name=_TASK)(deliver)


async def poll_for_work(app: App, database: Database, stopping: asyncio.Event) -> None:
    """Polls until `stopping` is set. What a poll fails to do, the next one does."""
    while not stopping.is_set():
        try:
            await dispatch(database)
            for workspace_id, webhook_id in await due(database):
                await _queue(app, workspace_id, webhook_id)
        except Exception as failure:
            expected = is_unavailability(failure)
            log.warning(
                "webhook deliveries are delayed", cause=one_line(failure), exc_info=None if expected else failure
            )
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), POLL_SECONDS)


async def _queue(app: App, workspace_id: UUID, webhook_id: UUID) -> None:
    job = app.configure_task(_TASK, queueing_lock=f"{QUEUEING_LOCK}{webhook_id}")
    # An earlier poll, or another worker, may have queued it.
    with contextlib.suppress(AlreadyEnqueued):
        await job.defer_async(workspace_id=str(workspace_id), webhook_id=str(webhook_id))
