"""The measured servers. All use one database. Each is one process on one core, started as its documentation says."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psutil

from tests.bench import data
from tests.fixtures.service import PEPPERS

ROOT = Path(__file__).parents[2]
RIVALS_PYTHON = ROOT / ".venv-bench/bin/python"

#: uvicorn chooses uvloop and httptools itself. The options turn off what `sami serve` also turns off.
_UVICORN = ("-m", "uvicorn", "--no-access-log", "--no-server-header", "--log-level", "warning")


@dataclass(frozen=True)
class Subject:
    """A running server. `letter` and `name` are its labels in the table."""

    letter: str
    name: str
    port: int
    headers: dict[str, str]
    process: psutil.Process

    @property
    def serving(self) -> psutil.Process:
        """The process that serves calls: gunicorn's first process only supervises the other."""
        return next(iter(self.process.children()), self.process)

    def cpu_seconds(self) -> float:
        times = self.serving.cpu_times()
        return times.user + times.system

    def megabytes(self) -> float:
        """The resident memory, in MB."""
        return float(self.serving.memory_info().rss) / 1e6


@contextmanager
def on_core(core: int) -> Iterator[None]:
    """Processes started during the block run on this core only."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@contextmanager
def subjects(database_url: str, directory: Path, core: int) -> Iterator[list[Subject]]:
    """Runs all servers during the block. Their logs are in `directory`."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("SAMI_", "BENCH_"))}
    environment |= {"BENCH_DATABASE_URL": database_url, "BENCH_WORKSPACE_ID": str(data.workspace_id(0))}
    ours = environment | {
        "SAMI_ENV": "production",
        "SAMI_DATABASE_URL": database_url,
        "SAMI_KEY_PEPPERS": PEPPERS,
        # Calls are counted as usual, and never reach the limit.
        "SAMI_RATE_LIMIT": "100000000/minute",
    }
    our_key = {"Authorization": f"Bearer {data.key(0).text}"}
    drf_key = {"Authorization": f"Api-Key {_made_key('drf', environment)}"}
    keyshield_key = {"Authorization": f"Bearer {_made_key('keyshield_app', environment)}"}
    floor = (sys.executable, *_UVICORN, "tests.bench.floor:app")
    sami = (sys.executable, "-m", "sami", "serve")
    unguarded = (sys.executable, "-m", "tests.bench.unguarded", "serve")
    gunicorn = (RIVALS_PYTHON, "-m", "gunicorn", "--workers", "1", "tests.bench.rivals.drf:application")
    keyshield = (RIVALS_PYTHON, *_UVICORN, "tests.bench.rivals.keyshield_app:app")
    tuned = environment | {"BENCH_TUNED": "1"}
    with ExitStack() as stack:
        start = partial(_start, stack, directory, core)
        yield [
            start("a", "FastAPI + asyncpg, no authentication", our_key, environment, floor),
            start("a′", "the same, connections not reset", our_key, tuned, floor),
            start("b", "SAMI", our_key, ours, sami),
            start("c", "SAMI, authentication a constant", our_key, ours, unguarded),
            start("d", "djangorestframework-api-key, gunicorn", drf_key, environment, gunicorn),
            start("e", "keyshield on FastAPI", keyshield_key, environment, keyshield),
            start("e′", "keyshield, cached and without its pause", keyshield_key, tuned, keyshield),
        ]


def _made_key(rival: str, environment: dict[str, str]) -> str:
    made = subprocess.run(
        [RIVALS_PYTHON, "-m", f"tests.bench.rivals.{rival}"],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return made.stdout.strip()


def _start(
    stack: ExitStack,
    directory: Path,
    core: int,
    letter: str,
    name: str,
    headers: dict[str, str],
    environment: dict[str, str],
    command: tuple[str | Path, ...],
) -> Subject:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    where = ("--bind", f"127.0.0.1:{port}") if "gunicorn" in command else ("--port", str(port))
    log_file = directory / f"{letter}.log"
    with log_file.open("wb") as log, on_core(core):
        process = psutil.Popen(
            [*command, *where],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    stack.callback(_stop, process)
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return Subject(letter, name, port, headers, process)
    raise RuntimeError(f"({letter}) does not start:\n{log_file.read_text()}")


def _stop(process: psutil.Popen) -> None:
    process.terminate()
    try:
        process.wait(15)
    except psutil.TimeoutExpired:
        process.kill()
        process.wait()
