"""`make run` names a taken port before it installs anything."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fixtures.service import free_port

ROOT = Path(__file__).parents[2]


@pytest.fixture
def taken_port() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield str(server.getsockname()[1])


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What `make run` needs until it knows whether the port is free; nothing is installed in it."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "port.py", tmp_path / "scripts")
    return tmp_path


def make(target: str, checkout: Path, port: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    program = shutil.which("make")
    assert program
    return subprocess.run(
        [program, target],
        cwd=checkout,
        env=environment | {"PORT": port},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


@pytest.mark.parametrize("target", ["run", "dev"])
def test_a_taken_port_stops_the_start_before_anything_is_installed(
    checkout: Path, taken_port: str, target: str
) -> None:
    result = make(target, checkout, taken_port)
    assert result.returncode != 0
    assert result.stdout == ""
    line, *_ = result.stderr.splitlines()
    assert line == f"Port {taken_port} is taken. Stop what listens there, or choose another: make run PORT=8001"
    assert not (checkout / ".venv").exists()


@pytest.mark.parametrize("port", ["http", "65536", "-1"])
def test_a_port_that_is_none_is_named(checkout: Path, port: str) -> None:
    assert f"PORT is '{port}'" in make("run", checkout, port).stderr


def test_a_free_port_passes() -> None:
    """A connection to it that has just ended doesn't count."""
    port = free_port()
    with socket.create_server(("127.0.0.1", port)) as server:
        client = socket.create_connection(("127.0.0.1", port))
        accepted, _ = server.accept()
        # The side that closes first stays in TIME_WAIT.
        accepted.close()
        client.close()
    script = ROOT / "scripts" / "port.py"
    result = subprocess.run([sys.executable, script], env=os.environ | {"PORT": str(port)}, check=False)
    assert result.returncode == 0
