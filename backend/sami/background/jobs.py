"""The background jobs and their schedules (ADR 10).

A job runs again when its process was killed before it recorded success, so every job must be safe to run twice.
"""

from collections.abc import Awaitable, Callable
from functools import partial

from procrastinate import App
from procrastinate.connector import BaseConnector
from procrastinate.jobs import Status
from procrastinate.manager import JobManager

from sami.background.housekeeping import RETENTION, purge_expired
from sami.background.webhooks import add_delivery_task
from sami.db.database import Database
from sami.webhooks.delivering import Deliverer

#: In cron's notation, UTC. However many workers there are, the database lets one of them queue the job of each time.
_EVERY_FIVE_MINUTES = "*/5 * * * *"

#: How long a failed job stays in the queue for inspection. A job that succeeded is removed at once.
_FAILED_KEPT_HOURS = 7 * 24


def jobs(connector: BaseConnector, database: Database, deliverer: Deliverer) -> App:
    """Returns an app with all tasks. `connector` reaches the queue; the tasks use `database`."""
    app = App(connector=connector)
    for table in RETENTION:
        _add(app, f"purge_expired_{table.__tablename__}", partial(purge_expired, database, table))
    _add(app, "retry_stalled", partial(_retry_stalled, app.job_manager))
    _add(app, "forget_failed", partial(_forget_failed, app.job_manager))
    add_delivery_task(app, deliverer)
    return app


def _add(app: App, name: str, work: Callable[[], Awaitable[object]]) -> None:
    async def run(timestamp: int) -> None:  # noqa: ARG001 - all periodic tasks get the time they were due
        await work()

    app.periodic(cron=_EVERY_FIVE_MINUTES)(app.task(name=name)(run))


async def _retry_stalled(manager: JobManager) -> None:
    """Queues the jobs of killed workers again."""
    for job in await manager.get_stalled_jobs():
        if job.queueing_lock is None:
            await manager.retry_job(job)
        elif job.id is not None:
            # `poll_for_work` queues this work again by itself, and the lock allows only one job.
            await manager.finish_job_by_id_async(job.id, status=Status.FAILED, delete_job=True)


async def _forget_failed(manager: JobManager) -> None:
    await manager.delete_old_jobs(nb_hours=_FAILED_KEPT_HOURS, include_failed=True, include_aborted=True)
