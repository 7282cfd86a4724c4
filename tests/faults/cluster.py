"""A PostgreSQL server that tests can stop, kill, suspend and start again, always at the same address."""

import asyncio
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import asyncpg
import psutil

from sami.db.embedded import embedded
from sami.db.server_account import account_for, subprocess_options

TO_STOP = 60


class Cluster:
    """A durable server: what it has committed survives a `kill -9`. `url`: its database."""

    def __init__(self, url: str, directory: Path) -> None:
        self.url = url
        self._directory = directory
        self._command = self._postmaster.cmdline()
        self._started: list[subprocess.Popen[bytes]] = []

    @property
    def _postmaster(self) -> psutil.Process:
        return psutil.Process(int((self._directory / "postgres" / "postmaster.pid").read_text().split()[0]))

    async def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stops the server. SIGINT is PostgreSQL's fast shutdown; after SIGKILL it recovers at the next start."""
        postmaster = self._postmaster
        family = [postmaster, *postmaster.children(recursive=True)]
        postmaster.send_signal(how)
        _, alive = await asyncio.to_thread(psutil.wait_procs, family, TO_STOP)
        assert alive == []

    async def start(self) -> None:
        """Starts the server, and returns when it accepts connections."""
        with (self._directory / "postgres.log").open("ab") as log:
            self._started.append(
                subprocess.Popen(
                    self._command,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                    **subprocess_options(account_for(self._directory / "postgres")),
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
        """Suspends the server during the block: it keeps its connections, accepts new ones, and responds on none."""
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
        """Starts the server if the test left it stopped."""
        try:
            running = self._postmaster.is_running()
        except (FileNotFoundError, psutil.NoSuchProcess):
            # Stopped, or killed: a killed server leaves its pid file.
            running = False
        if not running:
            await self.start()


@contextmanager
def cluster_in(directory: Path) -> Iterator[Cluster]:
    with embedded(directory) as url:
        cluster = Cluster(url, directory)
        yield cluster
    # `embedded` has stopped the server by now. Those that we started are our children and have to be waited for.
    for each in cluster._started:
        each.wait()
