"""The worker runs each job once, finishes running jobs when it stops, and recovers from every outage."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from sami.background import worker
from sami.background.housekeeping import RETENTION
from sami.background.worker import running_worker
from sami.db.migrate import upgrade
from tests.backend.background.queue import Queue, until
from tests.fixtures.outage import Server
from tests.fixtures.postgres import Databases
from tests.fixtures.service import PEPPERS, live_service, settings_for

EXPIRED = timedelta(minutes=-1)

#: The purge tasks, and the two that maintain the queue itself.
TASKS = len(RETENTION) + 2

#: Records each start of a job, and each attempt to queue a periodic job.
NOTES = """
    CREATE TABLE notes (what text, task text, args jsonb);
    CREATE FUNCTION note_start() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO public.notes VALUES ('started', NEW.task_name, NEW.args); RETURN NEW;
    END $$;
    CREATE FUNCTION note_due() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO public.notes VALUES ('due', NEW.task_name); RETURN NEW;
    END $$;
    CREATE TRIGGER note AFTER UPDATE ON procrastinate_jobs FOR EACH ROW
        WHEN (NEW.status = 'doing') EXECUTE FUNCTION note_start();
    CREATE TRIGGER note BEFORE INSERT ON procrastinate_periodic_defers FOR EACH ROW EXECUTE FUNCTION note_due();
"""


@dataclass
class LiveWorker:
    process: "subprocess.Popen[str]"
    log_file: Path

    @property
    def log(self) -> str:
        return self.log_file.read_text()


@contextmanager
def live_worker(url: str, directory: Path, **environment: str) -> Iterator[LiveWorker]:
    """Runs `sami worker`, and stops it at the end of the block."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("SAMI_")}
    log_file = directory / "worker.log"
    with log_file.open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "sami", "worker"],
            env=variables | {"SAMI_DATABASE_URL": url} | environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
        )
    try:
        yield LiveWorker(process, log_file)
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(30)


async def test_each_job_runs_once_however_many_workers_there_are(
    queue: Queue, database_url: str, tmp_path: Path
) -> None:
    await queue.sql.execute(NOTES)
    await queue.put("purge_expired_sessions", 50)
    with live_service(database_url, tmp_path, workers=2):

        async def both_have_tried_to_queue_what_is_due() -> bool:
            return bool(await queue.sql.fetchval("SELECT count(*) FROM notes WHERE what = 'due'") >= 2 * TASKS)

        await until(both_have_tried_to_queue_what_is_due)
        await until(queue.is_empty)
    starts = await queue.sql.fetch("SELECT task, args, count(*) FROM notes WHERE what = 'started' GROUP BY 1, 2")
    assert {row["count"] for row in starts} == {1}
    assert sum(row["task"] == "purge_expired_sessions" for row in starts) > 50
    assert len({row["task"] for row in starts}) == TASKS
    assert await queue.workers() == 0


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_a_stop_finishes_the_running_job(
    queue: Queue, database_url: str, tmp_path: Path, how: signal.Signals
) -> None:
    await queue.add_sessions(1, EXPIRED)
    async with queue.sessions_locked() as unlock:
        with live_worker(database_url, tmp_path) as live:
            await until(queue.a_job_waits)
            live.process.send_signal(how)
            await until(lambda: queue.is_heard_by(0))
            assert live.process.poll() is None
            await unlock()
            assert await asyncio.to_thread(live.process.wait, 30) == 0
    assert live.log.endswith("Stopped.\n")
    assert "Traceback" not in live.log
    assert await queue.sessions() == 0
    assert await queue.workers() == 0
    assert await queue.statuses() <= {"todo"}, "no job was cut off"


async def test_a_job_that_takes_too_long_is_cut_off(
    queue: Queue, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_FINISH_SECONDS", 0.1)
    await queue.add_sessions(1, EXPIRED)
    async with queue.sessions_locked(), running_worker(settings_for(database_url)):
        await until(queue.a_job_waits)
    assert await queue.sessions() == 1
    assert await queue.workers() == 0
    assert "doing" not in await queue.statuses()


async def test_the_job_of_a_killed_worker_is_run_by_another(queue: Queue, database_url: str) -> None:
    await queue.put("purge_expired_sessions")
    await queue.sql.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    async with running_worker(settings_for(database_url)):
        await until(queue.is_empty)


async def test_production_waits_for_a_database_that_is_not_migrated_yet(server_url: str, tmp_path: Path) -> None:
    databases = Databases(server_url)
    url = await databases.create()
    with live_worker(url, tmp_path, SAMI_ENV="production", SAMI_KEY_PEPPERS=PEPPERS) as live:

        async def failure_is_logged() -> bool:
            return "procrastinate_prune_stalled_workers" in live.log

        await until(failure_is_logged)
        await asyncio.to_thread(upgrade, url)
        async with Queue.at(url) as queue:
            await queue.add_sessions(1, EXPIRED)
            await queue.put("purge_expired_sessions")
            await until(queue.no_sessions)
    await databases.drop(url)


async def test_a_worker_recovers_when_the_database_does(server: Server, tmp_path: Path) -> None:
    """In a process of its own, and in a process that serves the API, which keeps serving."""
    with live_worker(server.url, tmp_path) as live, live_service(server.url, tmp_path) as service:
        async with Queue.at(server.url) as queue:
            await until(lambda: queue.is_heard_by(2))

        async def both_log_it_repeatedly() -> bool:
            return all(log.count("background work is interrupted") >= 2 for log in (live.log, service.log))

        with server.down():
            await until(both_log_it_repeatedly)
            assert httpx.get(f"{service.url}/healthz").status_code == 200
        for log in (live.log, service.log):
            assert "Traceback" not in log
        async with Queue.at(server.url) as queue:
            await until(lambda: queue.is_heard_by(2))
            await queue.add_sessions(1, EXPIRED)
            await queue.put("purge_expired_sessions")
            await until(queue.no_sessions)
            await until(queue.is_empty)
        with server.down():
            service.stop()
            live.process.terminate()
            assert live.process.wait(30) == 0
