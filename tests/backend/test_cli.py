"""The `sami` command: says what it did, and one clear line when it could not."""

import asyncio
import io
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import cast

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner

from sami.cli import app, main
from sami.db.database import Database
from sami.tables import Contact, User
from tests.fixtures.service import PEPPERS

Result = subprocess.CompletedProcess[str]
Run = Callable[..., Result]


@pytest.fixture
def sami(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Runs the command in this process: starting another one imports everything again, two seconds of a core."""

    def run(database_url: str | None, *arguments: str, stdin: str = "", **environment: str) -> Result:
        with monkeypatch.context() as patch:
            for name in filter(lambda name: name.startswith("SAMI_"), list(os.environ)):
                patch.delenv(name)
            for name, value in (environment_for(database_url) | environment).items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["sami", *arguments])
            patch.setattr(sys, "stdin", io.StringIO(stdin))
            with pytest.raises(SystemExit) as ended:
                main()
        output = capsys.readouterr()
        return Result(arguments, cast(int, ended.value.code), output.out, output.err)

    handler = signal.getsignal(signal.SIGTERM)
    yield run
    signal.signal(signal.SIGTERM, handler)


def environment_for(database_url: str | None) -> dict[str, str]:
    return {"SAMI_DATABASE_URL": database_url, "SAMI_KEY_PEPPERS": PEPPERS} if database_url else {}


def one_line(result: Result) -> str:
    assert result.returncode != 0
    [line] = result.stderr.splitlines()
    assert line.startswith("sami: ")
    return line


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("serve",),
        ("worker",),
        ("migrate",),
        ("demo",),
        ("openapi",),
        ("user",),
        ("user", "create"),
        ("user", "deactivate"),
    ],
)
def test_help_is_worth_reading(arguments: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*arguments, "--help"])
    assert result.exit_code == 0
    assert len(result.output) > 200


@pytest.mark.parametrize(
    ("environment", "names"),
    [
        ({"SAMI_ENV": "production"}, "SAMI_DATABASE_URL"),
        ({"SAMI_ENV": "production", "SAMI_DATABASE_URL": "postgresql://127.0.0.1:1/x"}, "SAMI_KEY_PEPPERS"),
        ({"SAMI_DATABASE_URL": "mysql://127.0.0.1/x"}, "SAMI_DATABASE_URL"),
        ({"SAMI_DATABASE_URL": "postgresql://127.0.0.1:1/x", "SAMI_KEY_PEPPERS": "x"}, "SAMI_KEY_PEPPERS"),
        ({"SAMI_DATABASE_URL": "postgresql://127.0.0.1:1/x", "SAMI_VALKEY_URL": "x"}, "SAMI_VALKEY_URL"),
        ({"SAMI_ENV": "staging"}, "env"),
    ],
)
def test_a_missing_setting_stops_the_start_with_a_line_that_names_it(
    environment: dict[str, str], names: str, sami: Run
) -> None:
    assert names in one_line(sami(None, "serve", "--port", "0", **environment))


def test_an_unreachable_database_is_said_in_one_line() -> None:
    """By a process of its own, as the other tests' commands are not."""
    environment = os.environ | {"SAMI_DATABASE_URL": "postgresql://127.0.0.1:1/nothing"}
    command = [sys.executable, "-m", "sami", "migrate"]
    one_line(subprocess.run(command, env=environment, capture_output=True, text=True, check=False))


def test_demo_data_is_loaded_once_and_never_in_production(database_url: str, sami: Run) -> None:
    first, again = sami(database_url, "demo"), sami(database_url, "demo")
    assert (first.returncode, first.stdout) == (0, "Demo data loaded.\n")
    assert (again.returncode, again.stdout) == (0, "The demo data already exists. Nothing changed.\n")
    assert asyncio.run(_contacts(database_url)) == 60 + 12
    assert asyncio.run(_contacts_by_owner(database_url)) == {
        (f"{name}@demo.test", visibility, 5)
        for name in ("admin", "maya", "tom", "lena")
        for visibility in ("private", "team", "workspace")
    }
    assert "production" in one_line(sami(database_url, "demo", SAMI_ENV="production"))


async def _contacts(database_url: str) -> int | None:
    async with Database.open(database_url) as database, database.transaction() as session:
        return await session.scalar(select(func.count()).select_from(Contact))


async def _contacts_by_owner(database_url: str) -> set[tuple[str, str, int]]:
    async with Database.open(database_url) as database, database.transaction() as session:
        rows = await session.execute(
            select(User.email, Contact.visibility, func.count())
            .join(Contact, Contact.owner_id == User.id)
            .where(User.email.like("%@demo.test"))
            .group_by(User.email, Contact.visibility)
        )
        return {(email, visibility, count) for email, visibility, count in rows}


def test_creating_and_deactivating_a_user(database_url: str, sami: Run) -> None:
    who = ("--workspace", "Acme", "--email", "New@Example.test", "--name", "New Person", "--role", "admin")
    created = sami(database_url, "user", "create", *who, "--password-stdin", stdin="correct horse\n")
    assert created.returncode == 0, created.stderr
    assert "New Person <new@example.test>" in created.stdout
    assert "correct horse" not in created.stdout
    assert "already has an account" in one_line(
        sami(database_url, "user", "create", *who, "--password-stdin", stdin="correct horse\n")
    )
    assert "--password-stdin" in one_line(sami(database_url, "user", "create", *who))
    assert "password" in one_line(sami(database_url, "user", "create", *who, "--password-stdin", stdin="short"))

    deactivated = sami(database_url, "user", "deactivate", "new@example.test")
    assert (deactivated.returncode, "New Person" in deactivated.stdout) == (0, True)
    assert "nobody@example.test" in one_line(sami(database_url, "user", "deactivate", "nobody@example.test"))


def test_the_documents_are_checked(sami: Run) -> None:
    assert (sami(None, "openapi", "--check")).returncode == 0


def test_a_port_in_use_is_said(database_url: str, sami: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        assert port in one_line(sami(database_url, "serve", "--port", port))
        metrics = one_line(sami(database_url, "serve", "--port", "0", SAMI_METRICS_PORT=port))
        assert f"{port}: " in metrics
        assert "SAMI_METRICS_PORT" in metrics
