"""Metrics on a port of their own, one for all processes of `sami serve`.

Each process writes its figures to a file, once a second and at its end; the process that started them all adds the
files up when Prometheus asks. So the answer is the same whichever process took a call, it never falls when one is
replaced (Prometheus would take that for a restart, and count all calls of the others anew), and nobody has to know how
many there are. Alternatives: `prometheus_client`'s own files are written at every call, which costs as much as ten of
ours (`sami.observability.metrics`); a port for each process has to be known to Prometheus for each process.
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

from sami.observability.metrics_report import Snapshot, registry_of
from sami.services import Services

log = structlog.get_logger()

WRITE_SECONDS = 1.0

#: The directory of the files. The environment is what worker processes inherit.
_DIRECTORY = "SAMI_METRICS_FILES"


@contextmanager
def metrics_port(host: str, port: int, *, several: bool) -> Iterator[None]:
    """Serves the metrics of all processes that are started during the block.

    `several`: calls are taken by other processes than this one, whose memory and CPU then say nothing.
    """
    with tempfile.TemporaryDirectory(prefix="sami-metrics-") as directory:
        os.environ[_DIRECTORY] = directory
        registry = registry_of(lambda: _sum_of(Path(directory)), this_process=not several)
        server, thread = start_http_server(port, host, registry)
        try:
            yield
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
            del os.environ[_DIRECTORY]


@asynccontextmanager
async def reported(services: Services) -> AsyncIterator[None]:
    """Has this process write its figures during the block, if anybody is there to read them."""
    directory = os.environ.get(_DIRECTORY)
    if directory is None:
        yield
        return
    file = Path(directory) / f"{os.getpid()}.json"

    failing = False

    def write() -> None:
        """A full disk ends neither the process nor its reports for good, and is said once."""
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
    # Never seen half written.
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps(Snapshot.of(services).as_json()))
    fresh.replace(file)


def _sum_of(directory: Path) -> Snapshot:
    total = Snapshot()
    for file in directory.glob("*.json"):
        total.add(Snapshot.from_json(json.loads(file.read_text())), alive=_lives(int(file.stem)))
    return total


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, PermissionError):
        # Another's now, if it is one.
        return False
    return True
