"""The embedded PostgreSQL on developers' machines: owners are killed, servers crash, data is copied."""

import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import asyncpg
import psutil
import pytest

from sami.db.embedded import EmbeddedError
from sami.db.embedded import embedded as durable

# These tests don't need to wait for the disk.
embedded = partial(durable, durable=False)


@pytest.fixture(scope="module")
def data_dir() -> Iterator[Path]:
    """A directory shared by all tests, as creating a database takes longer than a test. Each test stops its server."""
    with tempfile.TemporaryDirectory(prefix="sami-embedded-") as directory:
        # Opened to the account that PostgreSQL runs as when we are root. pytest's temporary directories are not.
        Path(directory).chmod(0o711)
        yield Path(directory) / "data"


async def ask(url: str, sql: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


async def write(url: str) -> uuid.UUID:
    written = uuid.uuid4()
    await ask(url, "DROP TABLE IF EXISTS kept")
    await ask(url, f"CREATE TABLE kept AS SELECT '{written}'::uuid AS written")
    return written


async def read(url: str) -> object:
    return await ask(url, "SELECT written FROM kept")


def server_pid(data_dir: Path) -> int:
    return int((data_dir / "postgres" / "postmaster.pid").read_text().splitlines()[0])


class Owner:
    """Another process that runs the database, until it is released or killed."""

    def __init__(self, data_dir: Path) -> None:
        program = (
            "import sys; from pathlib import Path; from sami.db.embedded import embedded\n"
            "with embedded(Path(sys.argv[1]), durable=False) as url: print(url, flush=True); sys.stdin.read()"
        )
        self.process = subprocess.Popen(
            [sys.executable, "-c", program, data_dir], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.url = self.process.stdout.readline().strip()

    def release(self) -> None:
        self.process.communicate()

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


async def test_data_is_there_at_the_next_start(data_dir: Path) -> None:
    with embedded(data_dir) as url:
        written = await write(url)
    with embedded(data_dir) as url:
        assert await read(url) == written


async def test_the_end_of_the_block_stops_the_server_and_leaves_nothing_running(data_dir: Path) -> None:
    with embedded(data_dir) as url:
        pid = server_pid(data_dir)
        socket_dir = Path(url.partition("host=")[2].partition("&")[0])
        assert socket_dir.is_dir()
    assert not psutil.pid_exists(pid)
    assert not socket_dir.exists()


async def test_it_is_durable_unless_asked_not_to_be(data_dir: Path) -> None:
    with durable(data_dir) as url:
        assert await ask(url, "SHOW fsync") == "on"
        assert await ask(url, "SHOW synchronous_commit") == "on"
    with embedded(data_dir, max_connections=150) as url:
        assert await ask(url, "SHOW fsync") == "off"
        assert await ask(url, "SHOW max_connections") == "150"


async def test_it_listens_on_no_network(data_dir: Path) -> None:
    with embedded(data_dir) as url:
        assert await ask(url, "SHOW listen_addresses") == ""
        assert not psutil.Process(server_pid(data_dir)).net_connections("inet")


async def test_letters_of_any_language_have_a_case(data_dir: Path) -> None:
    with embedded(data_dir) as url:
        assert await ask(url, "SELECT lower('ÄÉЖΩ')") == "äéжω"


async def test_a_server_outliving_its_killed_owner_is_taken_over_and_stopped(data_dir: Path) -> None:
    owner = Owner(data_dir)
    written = await write(owner.url)
    pid = server_pid(data_dir)
    owner.kill()
    with embedded(data_dir) as url:
        assert server_pid(data_dir) == pid
        assert await read(url) == written
    assert not psutil.pid_exists(pid)


async def test_the_last_of_several_processes_stops_the_server(data_dir: Path) -> None:
    first = Owner(data_dir)
    pid = server_pid(data_dir)
    with embedded(data_dir) as url:
        first.release()
        assert await ask(url, "SELECT 1") == 1
        second = Owner(data_dir)
        assert second.url == url
    assert await ask(second.url, "SELECT 1") == 1
    assert server_pid(data_dir) == pid
    second.release()
    assert not psutil.pid_exists(pid)


@pytest.mark.parametrize("pid", [os.getppid(), os.getpid(), 1, 2**22 + 1], ids=["parent", "own", "init", "nobody's"])
async def test_another_process_may_have_the_id_of_a_crashed_server(data_dir: Path, pid: int) -> None:
    with durable(data_dir) as url:
        written = await write(url)
        crashed = psutil.Process(server_pid(data_dir))
        left_behind = data_dir / "postgres" / "postmaster.pid"
        lines = left_behind.read_text().splitlines()
        crashed.kill()
        crashed.wait()
    left_behind.write_text("\n".join([str(pid), *lines[1:], ""]))
    with durable(data_dir) as url:
        assert server_pid(data_dir) != pid
        assert await read(url) == written


async def test_a_pid_file_cut_short_by_a_full_disk_does_not_matter(data_dir: Path) -> None:
    with embedded(data_dir):
        pass
    (data_dir / "postgres" / "postmaster.pid").write_text("")
    with embedded(data_dir) as url:
        assert await ask(url, "SELECT 1") == 1


async def test_an_interrupted_first_start_is_repeated(data_dir: Path) -> None:
    half = data_dir.with_name("new") / "postgres.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    with embedded(data_dir.with_name("new")) as url:
        assert await ask(url, "SELECT 1") == 1


async def test_two_directories_do_not_disturb_each_other(data_dir: Path) -> None:
    with embedded(data_dir) as one:
        with embedded(data_dir.with_name("two")) as two:
            await ask(one, "CREATE TABLE of_one ()")
            assert await ask(two, "SELECT to_regclass('of_one')") is None
        assert await ask(one, "SELECT to_regclass('of_one')::text") == "of_one"


async def test_a_long_and_unusual_path_works(data_dir: Path) -> None:
    unusual = data_dir.parent / "a, b:c 'd' \"e\" $HOME %41 &x=1 #ü" / ("long" * 50)
    with embedded(unusual) as url:
        assert await ask(url, "SELECT current_database()::text") == "sami"


async def test_the_terminals_interrupt_does_not_reach_the_server(data_dir: Path) -> None:
    with embedded(data_dir) as url:
        assert os.getsid(server_pid(data_dir)) != os.getsid(0)
        assert await ask(url, "SELECT 1") == 1


async def test_the_server_does_not_inherit_our_environment(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMI_KEY_PEPPERS", "id:secret")
    monkeypatch.setenv("PGPORT", "6000")
    with embedded(data_dir) as url:
        assert await ask(url, "SHOW port") == "5432"
        assert "SAMI_KEY_PEPPERS" not in psutil.Process(server_pid(data_dir)).environ()


def test_a_failed_start_is_explained_in_one_line(data_dir: Path) -> None:
    with embedded(data_dir):
        pass
    made_by = data_dir / "postgres" / "PG_VERSION"
    now = made_by.read_text()
    made_by.write_text("9.6\n")
    with pytest.raises(EmbeddedError, match=r"incompatible with server") as failure, embedded(data_dir):
        pass
    made_by.write_text(now)
    assert "\n" not in str(failure.value)


def test_an_unusable_directory_is_named(data_dir: Path) -> None:
    place = data_dir.with_name("a file where the directory should be")
    place.touch()
    with pytest.raises(EmbeddedError, match=r"SAMI_DATA_DIR") as failure, embedded(place):
        pass
    assert str(place) in str(failure.value)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's server runs as somebody else")
async def test_roots_server_works_where_only_root_may_go(data_dir: Path) -> None:
    closed = data_dir.with_name("closed")
    closed.mkdir(mode=0o700, parents=True)
    try:
        with embedded(closed) as url:
            written = await write(url)
            assert closed.stat().st_mode & 0o777 == 0o700
        with embedded(closed) as url:
            assert await read(url) == written
    finally:
        shutil.rmtree((closed / "postgres").resolve().parent)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's server runs as somebody else")
async def test_root_may_copy_the_data(data_dir: Path) -> None:
    with embedded(data_dir) as url:
        written = await write(url)
    copy = data_dir.with_name("copy")
    shutil.copytree(data_dir, copy)
    with embedded(copy) as url:
        assert await read(url) == written
