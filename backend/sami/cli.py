"""The `sami` command. Each subcommand prints what it did, or one line with the error and exits non-zero."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Annotated, NoReturn

import typer
import uvicorn
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from sami import routers
from sami.background.worker import work_until_stopped
from sami.config import ConfigurationError, Settings
from sami.db.database import Database
from sami.db.embedded import EmbeddedError, embedded
from sami.db.migrate import upgrade
from sami.demo import accounts, data
from sami.directory import service as directory
from sami.models.user import Role
from sami.observability.log import configure_logging
from sami.observability.metrics_port import metrics_port

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Run and operate the SAMI OS API-key service.\n\n"
    "Settings come from SAMI_* variables (see .env.example). In development without SAMI_DATABASE_URL, the service "
    "runs its own PostgreSQL under SAMI_DATA_DIR.",
)
user_app = typer.Typer(no_args_is_help=True, help="Add and deactivate users.")
app.add_typer(user_app, name="user")

ROOT = Path(__file__).parents[2]


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="PORT", min=0, max=65535, help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="Number of processes. Revoking a key affects all at once.")] = 1,
    demo: Annotated[bool, typer.Option("--demo", help="Load the demo data first, unless it exists.")] = False,
    reload: Annotated[bool, typer.Option("--reload", help="Restart when the code changes (development).")] = False,
) -> None:
    """Serve the API, the settings panel and the docs.

    In development, this migrates the database first and also does the background work. In production, run
    `sami migrate` first and `sami worker` alongside.
    """
    _require_free_port(host, port, "PORT")
    with _database() as settings, _metrics(settings, several=workers > 1 or reload):
        # Missing or invalid settings stop the start here instead of in a worker.
        settings.peppers()
        settings.valkey()
        if not settings.production:
            upgrade(settings.require_database_url())
        if demo:
            _load_demo(settings)
        _print_urls(settings, host, port)
        uvicorn.run(
            "sami.app:create_app",
            factory=True,
            host=host,
            port=port,
            workers=workers,
            reload=reload,
            reload_dirs=[str(ROOT / "backend")] if reload else None,
            forwarded_allow_ips=settings.trusted_proxies,
            # Our own log has more details and no secrets.
            access_log=False,
            log_config=None,
            log_level="warning" if settings.log_level == "info" else settings.log_level,
            server_header=False,
            timeout_graceful_shutdown=10,
        )


@app.command()
def worker() -> None:
    """Do the background work until SIGTERM or Ctrl-C: deliver webhooks, and remove expired data (sessions, responses
    stored for Idempotency-Key, daily usage counts).

    In production, one worker alongside the API is enough. With several, each job still runs once. A worker waits while
    the database is unreachable or not migrated yet. In development, and with SAMI_WORKER=embedded, `sami serve` does
    this work itself.
    """
    with _database() as settings:
        if not settings.production:
            upgrade(settings.require_database_url())
        configure_logging(level=settings.log_level, json_lines=settings.production)
        settings.peppers()  # A missing secret stops the start here.
        typer.echo("Working in the background. SIGTERM or Ctrl-C stops it after the current job.")
        asyncio.run(work_until_stopped(settings))
        typer.echo("Stopped.")


@app.command()
def migrate() -> None:
    """Migrate the database to the newest schema."""
    with _database() as settings:
        upgrade(settings.require_database_url())
        typer.echo("The database has the newest schema.")


@app.command()
def demo() -> None:
    """Load the demo workspaces, with invented people, unless they exist. They are the same on every machine."""
    with _database() as settings:
        if not settings.production:
            upgrade(settings.require_database_url())
        loaded = _load_demo(settings)
        typer.echo("Demo data loaded." if loaded else "The demo data already exists. Nothing changed.")


@app.command()
def openapi(
    check: Annotated[bool, typer.Option("--check", help="Write nothing, and fail if a file is out of date.")] = False,
) -> None:
    """Generate openapi/openapi.json and openapi/settings.json from the code."""
    documents = {"openapi.json": routers.public_document(), "settings.json": routers.settings_document()}
    for name, document in documents.items():
        path, text = ROOT / "openapi" / name, routers.as_text(document)
        if not check:
            path.write_text(text)
        elif not path.exists() or path.read_text() != text:
            _fail(f"openapi/{name} is out of date. Run 'sami openapi' and commit the result.")
    typer.echo("openapi/ is up to date." if check else "Wrote openapi/openapi.json and openapi/settings.json.")


@user_app.command("create")
def create_user(
    workspace: Annotated[str, typer.Option(help="The name of the workspace. Created if it doesn't exist.")],
    email: Annotated[str, typer.Option(help="The email address to sign in with.")],
    name: Annotated[str, typer.Option(help="The name that others see.")],
    role: Annotated[Role, typer.Option(help="Admins can see and change every record of the workspace.")] = Role.MEMBER,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from standard input.")
    ] = False,
) -> None:
    """Add a user to a workspace."""
    if not password_stdin:
        _fail("Pass the password on standard input with --password-stdin. Others could see it in an argument.")
    password = sys.stdin.readline().rstrip("\r\n")
    with _database() as settings:
        new = directory.NewUser(workspace=workspace, email=email, name=name, role=role, password=password)
        asyncio.run(directory.create_user(settings.require_database_url(), new))
        typer.echo(f"{new.name} <{new.email}> can sign in to {new.workspace} as {role.value}.")


@user_app.command("deactivate")
def deactivate_user(email: Annotated[str, typer.Argument(help="The user's email address.")]) -> None:
    """Deactivate a user. Their sessions and keys stop working immediately."""
    with _database() as settings:
        name = asyncio.run(directory.deactivate_user(settings.require_database_url(), email))
        typer.echo(f"{name} is deactivated. Their sessions and keys no longer work.")


def main() -> None:
    """Runs the console script."""
    # Stop as Ctrl-C does, so that our own PostgreSQL shuts down cleanly.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        app()
    except (ConfigurationError, EmbeddedError, directory.DirectoryError) as failure:
        _fail(str(failure))
    except ValidationError as failure:
        first = failure.errors(include_url=False, include_input=False)[0]
        _fail(f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}")
    except (OSError, DBAPIError) as failure:
        _fail(f"The database failed: {str(getattr(failure, 'orig', failure)).splitlines()[0]}")


@contextmanager
def _database() -> Iterator[Settings]:
    """Yields the settings with a database: the configured one, or in development one that runs during the block."""
    settings = Settings()
    if settings.database_url is not None or settings.production:
        settings.require_database_url()
        yield settings
        return
    with embedded(settings.data_dir) as url:
        # Worker processes inherit the environment.
        os.environ["SAMI_DATABASE_URL"] = url
        yield Settings()


def _metrics(settings: Settings, *, several: bool) -> AbstractContextManager[None]:
    if settings.metrics_port is None:
        return nullcontext()
    _require_free_port(settings.metrics_host, settings.metrics_port, "SAMI_METRICS_PORT")
    return metrics_port(settings.metrics_host, settings.metrics_port, several=several)


def _require_free_port(host: str, port: int, setting: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as cause:
            raise ConfigurationError(
                f"Can't listen on {host} port {port}: {cause.strerror}. Set {setting} to use another."
            ) from cause


def _load_demo(settings: Settings) -> bool:
    if settings.production:
        raise ConfigurationError(
            "Demo data can't be loaded with SAMI_ENV=production, because its password is published."
        )

    async def load() -> bool:
        async with Database.open(settings.require_database_url()) as database, database.transaction() as session:
            return await data.load(session)

    return asyncio.run(load())


def _print_urls(settings: Settings, host: str, port: int) -> None:
    address = settings.public_url or f"http://{host}:{port}"
    lines = {
        "Settings panel": f"{address}/settings/api-keys",
        "API docs": f"{address}/docs",
        "API": f"{address}/v1",
    }

    async def demo_accounts() -> list[str]:
        async with Database.open(settings.require_database_url()) as database, database.transaction() as session:
            return [account.email for account in await accounts.active_accounts(session)]

    if not settings.production and (emails := asyncio.run(demo_accounts())):
        lines |= {"Sign in as": ", ".join(emails), "Password": accounts.PASSWORD}
    typer.echo("\n" + "\n".join(f"  {name:16}{value}" for name, value in lines.items()) + "\n")


def _fail(line: str) -> NoReturn:
    typer.echo(f"sami: {line}", err=True)
    raise SystemExit(1)
