"""`make bench`: measures the cost of a call, compared with a floor without authentication and two other libraries.

One run measures everything, in turn, round after round. The ratios are what counts. Each server is one process on one
core; the client and PostgreSQL share the other core. Nothing else should run on the machine.
"""

import asyncio
import os
import signal
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import asyncpg
import psutil
import typer

from sami.config import parse_peppers
from sami.db.embedded import embedded
from sami.db.migrate import upgrade
from tests.bench.data import Sizes
from tests.bench.load import load
from tests.bench.measure import count_statements, kinds, measure, require_same_records
from tests.bench.report import report, write_into
from tests.bench.statements import StatementLog
from tests.bench.subjects import ROOT, subjects
from tests.fixtures.service import PEPPERS

#: All contacts are in one workspace, so that every server returns the same records.
SIZES = Sizes(contacts=10_000, keys=1_000, workspaces=10, in_big=1.0)

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def main(
    rounds: Annotated[int, typer.Option(min=1, help="How often each is measured.")] = 6,
    seconds: Annotated[float, typer.Option(min=0.2, help="How long each time, after a second to warm up.")] = 3.0,
    connections: Annotated[int, typer.Option(min=1, help="Calls at a time.")] = 12,
    write: Annotated[bool, typer.Option(help="Also write the table into docs/benchmarks.md.")] = True,
) -> None:
    """Measure one contact by id and a list of 50, with 10,000 contacts: us, a floor without authentication, and others.

    Takes about five minutes. Nothing else should run at that time; the report says when something did. Needs two cores,
    and Linux to pin processes to them.
    """
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    if len(cores) < 2:
        sys.exit("Measuring needs Linux and two cores: one for the server, one for everything else.")
    if (ROOT / ".env").exists():
        sys.exit("Settings in .env would change what is measured. Move the file away first.")
    # On SIGTERM, exit normally, so that the processes we started are stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    rest, core = cores[0], cores[-1]
    os.sched_setaffinity(0, {rest})
    with tempfile.TemporaryDirectory(prefix="sami-bench-") as directory:
        path = Path(directory)
        # Opened to the account that PostgreSQL runs as when we are root.
        path.chmod(0o711)
        with embedded(path) as url:
            upgrade(url)
            asyncio.run(load(url, parse_peppers(PEPPERS).newest, SIZES))
            text = _measured(url, path, core, rounds, seconds, connections)
    sys.stdout.write(text)
    if write:
        write_into(ROOT / "docs/benchmarks.md", text)


def _measured(url: str, directory: Path, core: int, rounds: int, seconds: float, connections: int) -> str:
    postmaster = psutil.Process(int((directory / "postgres/postmaster.pid").read_text().split()[0]))
    with subjects(url, directory, core) as all_:
        called = kinds(SIZES)
        require_same_records(all_, called)
        results = measure(all_, called, postmaster, rounds=rounds, seconds=seconds, connections=connections, say=_say)
        count_statements(all_, called, results, StatementLog(url, directory))
        command = f"make bench rounds={rounds} seconds={seconds:g}"
        return report(all_, called, results, command, asyncio.run(_server_version(url)))


async def _server_version(url: str) -> str:
    connection = await asyncpg.connect(url)
    try:
        return str(await connection.fetchval("SHOW server_version"))
    finally:
        await connection.close()


def _say(line: str) -> None:
    sys.stderr.write(f"{line:79}" + ("\r" if sys.stderr.isatty() else "\n"))
    sys.stderr.flush()


if __name__ == "__main__":
    app()
