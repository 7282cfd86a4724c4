"""Webhooks' part of the background work: what is new is put into the queue, and a job queued for each webhook that has
something to be delivered.

Looked for again and again, not told by `NOTIFY`, which each change would have to wait for: PostgreSQL lets only one
transaction at a time commit that has something to tell (https://www.postgresql.org/docs/current/sql-notify.html).
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

#: Between two looks.
LOOK_SECONDS = 0.5

_TASK = "deliver_to_webhook"


def add_delivering(app: App, deliverer: Deliverer) -> None:
    """Adds the task that delivers to one webhook."""

    async def deliver(workspace_id: str, webhook_id: str) -> None:
        await deliverer.deliver(UUID(workspace_id), UUID(webhook_id))

    app.task(name=_TASK)(deliver)


async def look_for_work(app: App, database: Database, ending: asyncio.Event) -> None:
    """Until `ending` is set. What one look fails at, the next one finds again."""
    while not ending.is_set():
        try:
            await dispatch(database)
            for workspace_id, webhook_id in await due(database):
                await _queue(app, workspace_id, webhook_id)
        except Exception as failure:
            expected = is_unavailability(failure)
            log.warning("webhooks wait", cause=one_line(failure), exc_info=None if expected else failure)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(ending.wait(), LOOK_SECONDS)


async def _queue(app: App, workspace_id: UUID, webhook_id: UUID) -> None:
    job = app.configure_task(_TASK, queueing_lock=f"{QUEUEING_LOCK}{webhook_id}")
    # Another look, or another worker's, has queued it.
    with contextlib.suppress(AlreadyEnqueued):
        await job.defer_async(workspace_id=str(workspace_id), webhook_id=str(webhook_id))
