"""The process's hand in the background work: as a task beside the API, or as all that a process does."""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import structlog
from procrastinate import PsycopgConnector
from procrastinate.job_context import JobContext
from procrastinate.worker import Worker
from psycopg_pool import AsyncConnectionPool

from sami.background.jobs import jobs
from sami.background.webhooks import look_for_work
from sami.config import Settings
from sami.db.database import Database
from sami.outgoing.sending import Sender
from sami.webhooks.delivering import Deliverer

log = structlog.get_logger()

#: The PostgreSQL schema in which the library's tables and functions are.
SCHEMA = "procrastinate"

#: Jobs at a time, which is some workspaces' share of them (`sami.webhooks.dispatch.OF_A_WORKSPACE`): most wait for the
#: receivers of webhooks. And the connections that they have between them.
_CONCURRENCY, _CONNECTIONS = 64, 8

#: How long the job in hand may take to end when the worker is to stop. What it did by then stays done.
_FINISH_SECONDS = 5.0

#: How long all of the stop may take, with a database that does not answer.
_STOP_SECONDS = 7.0

#: Between two tries when the database is away: a line in the log each.
_AGAIN_SECONDS = 3.0

#: For the first connection; and for one of those that are there.
_CONNECT_SECONDS, _POOL_SECONDS = 5.0, 2.0

_CONNECTION = {
    "application_name": "sami worker",
    "options": f"-c search_path={SCHEMA} -c timezone=UTC -c statement_timeout=10s -c lock_timeout=5s",
    "connect_timeout": 5,
    # In milliseconds, for a machine that is gone without having said so.
    "tcp_user_timeout": 12_000,
}


@asynccontextmanager
async def working(settings: Settings) -> AsyncIterator[None]:
    """Works during the block, and finishes the job in hand at its end. Never raises: while the database is away, or not
    migrated yet, it says so and tries again.
    """
    ending = asyncio.Event()
    task = asyncio.create_task(_work(settings, ending), name="background work")
    try:
        yield
    finally:
        ending.set()
        # The library takes the first for a wish, to be fulfilled after the job in hand; the second as it is meant.
        for _ in range(2):
            task.cancel()
            await asyncio.wait([task], timeout=_STOP_SECONDS)


async def work_until_stopped(settings: Settings) -> None:
    """Works until SIGTERM or Ctrl-C."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with working(settings):
        await stop.wait()


async def _work(settings: Settings, ending: asyncio.Event) -> None:
    url, peppers, rules = settings.require_database_url(), settings.peppers(), settings.webhook_rules()
    while not ending.is_set():
        reason = "the connection was lost"
        try:
            # Opened anew each time: what a pool knows of a database that was away makes it slow to come back.
            async with (
                Database.open(url, pool_size=_CONNECTIONS) as database,
                Sender.open(rules.reachable, secure=rules.secure) as sender,
                AsyncConnectionPool(
                    url,
                    kwargs=_CONNECTION,
                    min_size=1,
                    max_size=3,
                    timeout=_POOL_SECONDS,
                    check=AsyncConnectionPool.check_connection,
                    open=False,
                ) as pool,
            ):
                await pool.wait(_CONNECT_SECONDS)
                app = jobs(PsycopgConnector(), database, Deliverer(database, sender, peppers, ending))
                async with app.open_async(pool), _beside(look_for_work(app, database, ending)):
                    await app.run_worker_async(
                        name="sami",
                        concurrency=_CONCURRENCY,
                        delete_jobs="successful",
                        shutdown_graceful_timeout=_FINISH_SECONDS,
                        install_signal_handlers=False,
                        worker_middleware=[_said],
                    )
        except Exception as failure:  # noqa: BLE001 - the process goes on, and this with it, as soon as it can
            reason = str(failure.__cause__ or failure).partition("\n")[0]
        # When it is lost on the way to the end, that, and not the cancellation, is what the library raises.
        if not ending.is_set():
            log.warning("background work is interrupted", reason=reason)
            await asyncio.sleep(_AGAIN_SECONDS)


@asynccontextmanager
async def _beside(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """During the block, at most: for what leaves nothing undone when it is cut off."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


async def _said(run: Callable[[], Awaitable[Any]], context: JobContext, _: Worker) -> Any:
    """The library's own log is off (`sami.observability.log`)."""
    try:
        return await run()
    except Exception:
        log.exception("background job failed", task=context.job.task_name)
        raise
