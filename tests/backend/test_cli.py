"""The `sami` command: says what it did, and one clear line when it could not."""

import asyncio
import os
import subprocess
import sys

import httpx
import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner

from sami.cli import app, main
from sami.db.database import Database
from sami.tables import Contact, User
from tests.fixtures.service import PEPPERS, live_service

Result = subprocess.CompletedProcess[str]


def sami(database_url: str | None, *arguments: str, stdin: str = "", **environment: str) -> Result:
    variables = {name: value for name, value in os.environ.items() if not name.startswith("SAMI_")}
    if database_url:
        variables |= {"SAMI_DATABASE_URL": database_url, "SAMI_KEY_PEPPERS": PEPPERS}
    return subprocess.run(
        [sys.executable, "-m", "sami", *arguments],
        env=variables | environment,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )


async def run(database_url: str | None, *arguments: str, stdin: str = "", **environment: str) -> Result:
    return await asyncio.to_thread(sami, database_url, *arguments, stdin=stdin, **environment)


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
    environment: dict[str, str], names: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In this process: nothing is started, and to import all of it anew takes two seconds of a core."""
    for name in filter(lambda name: name.startswith("SAMI_"), list(os.environ)):
        monkeypatch.delenv(name)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "argv", ["sami", "serve", "--port", "0"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("sami: ")
    assert names in line


async def test_an_unreachable_database_is_said_in_one_line() -> None:
    one_line(await run(None, "migrate", SAMI_DATABASE_URL="postgresql://127.0.0.1:1/nothing"))


async def test_demo_data_is_loaded_once_and_never_in_production(database_url: str, database: Database) -> None:
    first, again = await run(database_url, "demo"), await run(database_url, "demo")
    assert (first.returncode, first.stdout) == (0, "Demo data loaded.\n")
    assert (again.returncode, again.stdout) == (0, "The demo data already exists. Nothing changed.\n")
    async with database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(Contact)) == 60 + 12
        rows = await session.execute(
            select(User.email, Contact.visibility, func.count())
            .join(Contact, Contact.owner_id == User.id)
            .where(User.email.like("%@demo.test"))
            .group_by(User.email, Contact.visibility)
        )
        assert {tuple(row) for row in rows} == {
            (f"{name}@demo.test", visibility, 5)
            for name in ("admin", "maya", "tom", "lena")
            for visibility in ("private", "team", "workspace")
        }
    assert "production" in one_line(await run(database_url, "demo", SAMI_ENV="production"))


async def test_creating_and_deactivating_a_user(database_url: str) -> None:
    who = ("--workspace", "Acme", "--email", "New@Example.test", "--name", "New Person", "--role", "admin")
    created = await run(database_url, "user", "create", *who, "--password-stdin", stdin="correct horse\n")
    assert created.returncode == 0, created.stderr
    assert "New Person <new@example.test>" in created.stdout
    assert "correct horse" not in created.stdout
    assert "already has an account" in one_line(
        await run(database_url, "user", "create", *who, "--password-stdin", stdin="correct horse\n")
    )
    assert "--password-stdin" in one_line(await run(database_url, "user", "create", *who))
    assert "password" in one_line(await run(database_url, "user", "create", *who, "--password-stdin", stdin="short"))

    deactivated = await run(database_url, "user", "deactivate", "new@example.test")
    assert (deactivated.returncode, "New Person" in deactivated.stdout) == (0, True)
    assert "nobody@example.test" in one_line(await run(database_url, "user", "deactivate", "nobody@example.test"))


async def test_the_documents_are_checked(database_url: str) -> None:
    assert (await run(None, "openapi", "--check")).returncode == 0


async def test_a_port_in_use_is_said(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    with live_service(database_url, tmp_path_factory.mktemp("live")) as service:
        port = str(httpx.URL(service.url).port)
        assert port in one_line(await run(database_url, "serve", "--port", port))
        metrics = one_line(await run(database_url, "serve", "--port", "0", SAMI_METRICS_PORT=port))
        assert f"{port}: " in metrics
        assert "SAMI_METRICS_PORT" in metrics
