"""What is done in the background, and when.

A job runs again when the process that ran it was killed before it could say that it was done: doing it twice must do no
harm.
"""

from collections.abc import Awaitable, Callable
from functools import partial

from procrastinate import App
from procrastinate.connector import BaseConnector
from procrastinate.jobs import Status
from procrastinate.manager import JobManager

from sami.background.housekeeping import RETENTION, purge_expired
from sami.background.webhooks import add_delivering
from sami.db.database import Database
from sami.webhooks.delivering import Deliverer

#: However many workers there are, the database lets one of them queue the job of each moment (cron's notation, UTC).
_EVERY_FIVE_MINUTES = "*/5 * * * *"

#: How long a job that failed stays in the queue, to be looked at. One that succeeded is removed at once.
_FAILED_KEPT_HOURS = 7 * 24


def jobs(connector: BaseConnector, database: Database, deliverer: Deliverer) -> App:
    """All tasks, on the queue that `connector` reaches; they work through `database`."""
    app = App(connector=connector)
    for table in RETENTION:
        _add(app, f"purge_expired_{table.__tablename__}", partial(purge_expired, database, table))
    _add(app, "retry_stalled", partial(_retry_stalled, app.job_manager))
    _add(app, "forget_failed", partial(_forget_failed, app.job_manager))
    add_delivering(app, deliverer)
    return app


def _add(app: App, name: str, work: Callable[[], Awaitable[object]]) -> None:
    async def run(timestamp: int) -> None:  # noqa: ARG001 - when it was due; given to all periodic tasks
        await work()

    app.periodic(cron=_EVERY_FIVE_MINUTES)(app.task(name=name)(run))


async def _retry_stalled(manager: JobManager) -> None:
    """What was in the hands of workers that were killed is given to others."""
    for job in await manager.get_stalled_jobs():
        if job.queueing_lock is None:
            await manager.retry_job(job)
        elif job.id is not None:
            # Whoever looks for such work has queued it anew, and there can't be two.
            await manager.finish_job_by_id_async(job.id, status=Status.FAILED, delete_job=True)


async def _forget_failed(manager: JobManager) -> None:
    await manager.delete_old_jobs(nb_hours=_FAILED_KEPT_HOURS, include_failed=True, include_aborted=True)
