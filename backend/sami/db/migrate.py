"""Brings a database to the newest schema, or tells whether it is new enough."""

from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

_MIGRATIONS = Path(__file__).parents[3] / "migrations"


def upgrade(url: str) -> None:
    """Runs the missing migrations on the database at `url` (plain `postgresql://…`). Blocking."""
    command.upgrade(configuration(url), "head")


@cache
def newest_revision() -> str | None:
    """What this code was written for."""
    return _scripts().get_current_head()


def suffices(revision: str | None) -> bool:
    """Whether a database whose newest migration is `revision` has all that this code needs.

    One that this code has never heard of was written after it: the next release is being rolled out, and its migrations
    leave what this one needs in place (docs/scaling.md says how).
    """
    return revision is not None and (revision == newest_revision() or revision not in _known_revisions())


@cache
def _known_revisions() -> frozenset[str]:
    return frozenset(each.revision for each in _scripts().walk_revisions())


def execute_script(connection: Connection, script: str) -> None:
    """For migrations: many statements in one string. SQLAlchemy's own way to asyncpg is a prepared statement each."""
    adapted = connection.connection.dbapi_connection
    assert adapted is not None  # noqa: S101 - it is connected
    adapted.run_async(lambda asyncpg: asyncpg.execute(script))


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(configuration(""))


def configuration(url: str) -> Config:
    """Alembic's, for the database at `url`."""
    config = Config()
    attributes: dict[str, Any] = config.attributes
    attributes["url"] = url
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config
