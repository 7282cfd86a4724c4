"""A PostgreSQL that tests may stop, kill, silence and start again, at one and the same address."""

import asyncio
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import asyncpg
import psutil

from sami.db.embedded import embedded
from sami.db.unprivileged import account_for, started_as

TO_STOP = 60


class Cluster:
    """`url` names its database. Durable: what it has confirmed is there after a `kill -9`, too."""

    def __init__(self, url: str, directory: Path) -> None:
        self.url = url
        self._directory = directory
        self._command = self._postmaster.cmdline()
        self._started: list[subprocess.Popen[bytes]] = []

    @property
    def _postmaster(self) -> psutil.Process:
        return psutil.Process(int((self._directory / "postgres" / "postmaster.pid").read_text().split()[0]))

    async def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT is PostgreSQL's "fast": sessions are ended. SIGKILL leaves it to recover at the next start."""
        postmaster = self._postmaster
        family = [postmaster, *postmaster.children(recursive=True)]
        postmaster.send_signal(how)
        _, alive = await asyncio.to_thread(psutil.wait_procs, family, TO_STOP)
        assert alive == []

    async def start(self) -> None:
        """Returns when it accepts connections."""
        with (self._directory / "postgres.log").open("ab") as log:
            self._started.append(
                subprocess.Popen(
                    self._command,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                    **started_as(account_for(self._directory / "postgres")),
                )
            )
        while not await self._accepts():
            assert self._started[-1].poll() is None, (self._directory / "postgres.log").read_text()

    async def _accepts(self) -> bool:
        try:
            connection = await asyncpg.connect(self.url)
        except (asyncpg.CannotConnectNowError, asyncpg.PostgresConnectionError, OSError):
            return False
        await connection.close()
        return True

    @contextmanager
    def silent(self) -> Iterator[None]:
        """During the block it holds all connections, takes new ones, and says nothing on any."""
        postmaster = self._postmaster
        postmaster.suspend()
        family = [postmaster, *postmaster.children(recursive=True)]
        for process in family:
            with suppress(psutil.NoSuchProcess):
                process.suspend()
        try:
            yield
        finally:
            for process in reversed(family):
                with suppress(psutil.NoSuchProcess):
                    process.resume()

    async def heal(self) -> None:
        """Has it run, whatever the test has done to it."""
        if not (self._directory / "postgres" / "postmaster.pid").exists() or not self._postmaster.is_running():
            await self.start()


@contextmanager
def cluster_in(directory: Path) -> Iterator[Cluster]:
    with embedded(directory) as url:
        cluster = Cluster(url, directory)
        yield cluster
    # Stopped by now, as any server on that directory; ours are children that want to be waited for.
    for each in cluster._started:
        each.wait()
