"""The `sami` command. Each subcommand says what it did, and exits non-zero with one clear line when it could not."""

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
    help="SAMI OS API keys: the service, and what its operators need.\n\n"
    "Settings come from SAMI_* variables (see .env.example). Without SAMI_DATABASE_URL, in development, the service "
    "runs a PostgreSQL of its own under SAMI_DATA_DIR.",
)
user_app = typer.Typer(no_args_is_help=True, help="Add and deactivate people.")
app.add_typer(user_app, name="user")

ROOT = Path(__file__).parents[2]


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="PORT", min=0, max=65535, help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="Processes. Revoking a key ends it in all of them at once.")] = 1,
    demo: Annotated[bool, typer.Option("--demo", help="Load the demo data first, if it is not there.")] = False,
    reload: Annotated[bool, typer.Option("--reload", help="Restart when the code changes (development).")] = False,
) -> None:
    """Serve the API, the settings panel and the docs.

    In development it migrates the database first, and does the background work, too; in production, run `sami migrate`
    before, and `sami worker` beside it.
    """
    _require_free(host, port, "PORT")
    with _database() as settings, _metrics(settings, several=workers > 1 or reload):
        # What is missing or can't work stops the start here, not in a worker.
        settings.peppers()
        settings.valkey()
        if not settings.production:
            upgrade(settings.require_database_url())
        if demo:
            _load_demo(settings)
        _say_where(settings, host, port)
        uvicorn.run(
            "sami.app:create_app",
            factory=True,
            host=host,
            port=port,
            workers=workers,
            reload=reload,
            reload_dirs=[str(ROOT / "backend")] if reload else None,
            forwarded_allow_ips=settings.trusted_proxies,
            # Ours says more, and nothing that is secret.
            access_log=False,
            log_config=None,
            log_level="warning" if settings.log_level == "info" else settings.log_level,
            server_header=False,
            timeout_graceful_shutdown=10,
        )


@app.command()
def worker() -> None:
    """Do the background work, until SIGTERM or Ctrl-C: deliver to webhooks, and remove what is past its time (sessions,
    answers kept for Idempotency-Key, counts of calls by day).

    In production one beside the API is enough; with several, each job is still done once. It waits for a database that
    is away or not migrated yet. In development, and with SAMI_WORKER=embedded, `sami serve` does this work itself.
    """
    with _database() as settings:
        if not settings.production:
            upgrade(settings.require_database_url())
        configure_logging(level=settings.log_level, json_lines=settings.production)
        settings.peppers()  # A missing secret stops the start here.
        typer.echo("Working in the background. SIGTERM or Ctrl-C ends it, after the job in hand.")
        asyncio.run(work_until_stopped(settings))
        typer.echo("Stopped.")


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    with _database() as settings:
        upgrade(settings.require_database_url())
        typer.echo("The database is at the newest schema.")


@app.command()
def demo() -> None:
    """Load the demo workspaces: invented people, the same on every machine. Does nothing when they are there."""
    with _database() as settings:
        if not settings.production:
            upgrade(settings.require_database_url())
        loaded = _load_demo(settings)
        typer.echo("Demo data loaded." if loaded else "Demo data was there already; nothing changed.")


@app.command()
def openapi(
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail when a file differs from the code.")
    ] = False,
) -> None:
    """Write openapi/openapi.json and openapi/settings.json from the code."""
    documents = {"openapi.json": routers.public_document(), "settings.json": routers.settings_document()}
    for name, document in documents.items():
        path, text = ROOT / "openapi" / name, routers.as_text(document)
        if not check:
            path.write_text(text)
        elif not path.exists() or path.read_text() != text:
            _fail(f"openapi/{name} is not what the code says. Run 'sami openapi' and commit the result.")
    typer.echo("openapi/ is what the code says." if check else "Wrote openapi/openapi.json and openapi/settings.json.")


@user_app.command("create")
def create_user(
    workspace: Annotated[str, typer.Option(help="The workspace's name; made if there is none.")],
    email: Annotated[str, typer.Option(help="What they sign in with.")],
    name: Annotated[str, typer.Option(help="What others see.")],
    role: Annotated[Role, typer.Option(help="Admins see every record of the workspace.")] = Role.MEMBER,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from standard input.")
    ] = False,
) -> None:
    """Add a person to a workspace."""
    if not password_stdin:
        _fail("Give the password on standard input, with --password-stdin: an argument would be seen by others.")
    password = sys.stdin.readline().rstrip("\r\n")
    with _database() as settings:
        new = directory.NewUser(workspace=workspace, email=email, name=name, role=role, password=password)
        asyncio.run(directory.create_user(settings.require_database_url(), new))
        typer.echo(f"{new.name} <{new.email}> can sign in to {new.workspace} as {role.value}.")


@user_app.command("deactivate")
def deactivate_user(email: Annotated[str, typer.Argument(help="Whose account.")]) -> None:
    """Deactivate a person: their sessions and all their keys stop working at once."""
    with _database() as settings:
        name = asyncio.run(directory.deactivate_user(settings.require_database_url(), email))
        typer.echo(f"{name} is deactivated; their sessions and keys are dead.")


def main() -> None:
    """The console script."""
    # Ends like Ctrl-C does, so that a PostgreSQL of our own is stopped properly.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        app()
    except (ConfigurationError, EmbeddedError, directory.DirectoryError) as failure:
        _fail(str(failure))
    except ValidationError as failure:
        first = failure.errors(include_url=False, include_input=False)[0]
        _fail(f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}")
    except (OSError, DBAPIError) as failure:
        _fail(f"The database did not answer as expected: {str(getattr(failure, 'orig', failure)).splitlines()[0]}")


@contextmanager
def _database() -> Iterator[Settings]:
    """The settings, with a database: the one they name, or in development one of our own during the block."""
    settings = Settings()
    if settings.database_url is not None or settings.production:
        settings.require_database_url()
        yield settings
        return
    with embedded(settings.data_dir) as url:
        # The environment is what worker processes inherit.
        os.environ["SAMI_DATABASE_URL"] = url
        yield Settings()


def _metrics(settings: Settings, *, several: bool) -> AbstractContextManager[None]:
    if settings.metrics_port is None:
        return nullcontext()
    _require_free(settings.metrics_host, settings.metrics_port, "SAMI_METRICS_PORT")
    return metrics_port(settings.metrics_host, settings.metrics_port, several=several)


def _require_free(host: str, port: int, setting: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as cause:
            raise ConfigurationError(
                f"Can't listen on {host} port {port}: {cause.strerror}. {setting} chooses another."
            ) from cause


def _load_demo(settings: Settings) -> bool:
    if settings.production:
        raise ConfigurationError("Demo data has a published password: it is refused with SAMI_ENV=production.")

    async def load() -> bool:
        async with Database.open(settings.require_database_url()) as database, database.transaction() as session:
            return await data.load(session)

    return asyncio.run(load())


def _say_where(settings: Settings, host: str, port: int) -> None:
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
