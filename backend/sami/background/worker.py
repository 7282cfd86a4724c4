"""Runs background work in a process, either beside the API or alone (ADR 10)."""

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
from sami.background.webhooks import poll_for_work
from sami.config import Settings
from sami.db.database import Database
from sami.outgoing.sending import Sender
from sami.webhooks.delivering import Deliverer

log = structlog.get_logger()

#: The PostgreSQL schema of the library's tables and functions.
SCHEMA = "procrastinate"

#: How many jobs run at the same time, and how many connections they share. Most jobs wait for receivers of webhooks, so
#: this is several times a workspace's limit (`sami.webhooks.dispatch.MAX_PER_WORKSPACE`).
_CONCURRENCY, _CONNECTIONS = 64, 8

#: How long running jobs may continue when the worker stops. What they committed by then stays committed.
_FINISH_SECONDS = 5.0

#: How long stopping may take in all, when the database does not respond.
_STOP_SECONDS = 7.0

#: The pause between attempts while the database is away. Each attempt logs a line.
_RETRY_SECONDS = 3.0

#: Time limits: for the first connection, and to get a connection from the pool.
_CONNECT_SECONDS, _POOL_SECONDS = 5.0, 2.0

_CONNECTION = {
    "application_name": "sami worker",
    "options": f"-c search_path={SCHEMA} -c timezone=UTC -c statement_timeout=10s -c lock_timeout=5s",
    "connect_timeout": 5,
    # In milliseconds. Detects a machine that went away without closing its connections.
    "tcp_user_timeout": 12_000,
}


@asynccontextmanager
async def running_worker(settings: Settings) -> AsyncIterator[None]:
    """Runs a worker during the block, and lets running jobs finish at its end.

    Never raises: while the database is away or not migrated, it logs that and tries again.
    """
    stopping = asyncio.Event()
    task = asyncio.create_task(_work(settings, stopping), name="background work")
    try:
        yield
    finally:
        stopping.set()
        # For the library, the first cancellation means to stop after the running jobs, and the second to stop now.
        for _ in range(2):
            task.cancel()
            await asyncio.wait([task], timeout=_STOP_SECONDS)


async def work_until_stopped(settings: Settings) -> None:
    """Runs a worker until SIGTERM or Ctrl-C."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with running_worker(settings):
        await stop.wait()


async def _work(settings: Settings, stopping: asyncio.Event) -> None:
    url, peppers, rules = settings.require_database_url(), settings.peppers(), settings.webhook_rules()
    while not stopping.is_set():
        reason = "the connection was lost"
        try:
            # New pools each time: a pool that waited through an outage is slow to recover.
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
                app = jobs(PsycopgConnector(), database, Deliverer(database, sender, peppers, stopping))
                async with app.open_async(pool), _running(poll_for_work(app, database, stopping)):
                    await app.run_worker_async(
                        name="sami",
                        concurrency=_CONCURRENCY,
                        delete_jobs="successful",
                        shutdown_graceful_timeout=_FINISH_SECONDS,
                        install_signal_handlers=False,
                        worker_middleware=[_log_failure],
                    )
        except Exception as failure:  # noqa: BLE001 - the process continues, and this loop tries again
            reason = str(failure.__cause__ or failure).partition("\n")[0]
        # If the connection is lost while stopping, the library raises that error instead of the cancellation.
        if not stopping.is_set():
            log.warning("background work is interrupted", reason=reason)
            await asyncio.sleep(_RETRY_SECONDS)


@asynccontextmanager
async def _running(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Runs `work` during the block and cancels it at the end. For work that can be cut off at any point."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


async def _log_failure(run: Callable[[], Awaitable[Any]], context: JobContext, _: Worker) -> Any:
    """Logs a failed job, as the library's own log is off (`sami.observability.log`)."""
    try:
        return await run()
    except Exception:
        log.exception("background job failed", task=context.job.task_name)
        raise
