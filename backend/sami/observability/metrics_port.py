"""Serves metrics on a separate port, one for all processes of `sami serve`.

Each process writes its metrics to a file once a second and when it ends. The process that started them adds the files
up when Prometheus scrapes. So the metrics don't depend on which process took a call, Prometheus needs no list of
processes, and counters never decrease when a process is replaced. (Prometheus would take a decrease for a restart, and
count the other processes' calls again.)

Alternatives: `prometheus_client`'s own multiprocess mode writes to a file on every call, which costs ten times as much
as our counters (`sami.observability.metrics`). With a port per process, Prometheus would have to know each process.
"""

import asyncio
import contextlib
import json
import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import structlog
from prometheus_client import start_http_server

from sami.observability.metrics_report import Snapshot, metrics_registry
from sami.services import Services

log = structlog.get_logger()

WRITE_SECONDS = 1.0

#: The environment variable with the directory of the files. Worker processes inherit the environment.
_DIRECTORY_VARIABLE = "SAMI_METRICS_FILES"


@contextmanager
def metrics_port(host: str, port: int, *, several: bool) -> Iterator[None]:
    """Serves the metrics of all processes that start during the block.

    `several`: other processes take the calls, so this one's memory and CPU are left out as meaningless.
    """
    with tempfile.TemporaryDirectory(prefix="sami-metrics-") as directory:
        os.environ[_DIRECTORY_VARIABLE] = directory
        registry = metrics_registry(lambda: _sum(Path(directory)), this_process=not several)
        server, thread = start_http_server(port, host, registry)
        try:
            yield
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
            del os.environ[_DIRECTORY_VARIABLE]


@asynccontextmanager
async def writing_metrics(services: Services) -> AsyncIterator[None]:
    """Writes this process's metrics to its file during the block, if `metrics_port` is there to read them."""
    directory = os.environ.get(_DIRECTORY_VARIABLE)
    if directory is None:
        yield
        return
    file = Path(directory) / f"{os.getpid()}.json"

    failing = False

    def write() -> None:
        """Writes the file. A full disk is logged once, and fails neither the process nor later writes."""
        nonlocal failing
        try:
            _write(file, services)
        except OSError as failure:
            if not failing:
                log.warning("metrics can't be written", cause=str(failure))
            failing = True
        else:
            failing = False

    async def write_every_second() -> None:
        while True:
            write()
            await asyncio.sleep(WRITE_SECONDS)

    task = asyncio.create_task(write_every_second())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        write()


def _write(file: Path, services: Services) -> None:
    # Replaced atomically, so that it is never read half-written.
    new_file = file.with_suffix(".new")
    new_file.write_text(json.dumps(Snapshot.of(services).as_json()))
    new_file.replace(file)


def _sum(directory: Path) -> Snapshot:
    total = Snapshot()
    for file in directory.glob("*.json"):
        total.add(Snapshot.from_json(json.loads(file.read_text())), running=_is_running(int(file.stem)))
    return total


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, PermissionError):
        # With PermissionError, another user's process has the pid now.
        return False
    return True
