"""Migrates a database to the newest schema, and checks whether its schema is new enough."""

from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

_MIGRATIONS = Path(__file__).parents[3] / "migrations"


def upgrade(url: str) -> None:
    """Runs the missing migrations on the database at `url` (plain `postgresql://…`). Blocks."""
    command.upgrade(configuration(url), "head")


@cache
def newest_revision() -> str | None:
    """The newest migration that this code has."""
    return _scripts().get_current_head()


def is_compatible(revision: str | None) -> bool:
    """Whether a database whose newest migration is `revision` has everything that this code needs.

    A revision that this code does not know is newer: the next release is being rolled out. Its migrations keep what
    this release needs (see docs/scaling.md).
    """
    return revision is not None and (revision == newest_revision() or revision not in _known_revisions())


@cache
def _known_revisions() -> frozenset[str]:
    return frozenset(each.revision for each in _scripts().walk_revisions())


def execute_script(connection: Connection, script: str) -> None:
    """Runs a string of many statements, for migrations. SQLAlchemy itself would prepare each statement."""
    adapted = connection.connection.dbapi_connection
    assert adapted is not None  # noqa: S101 - it is connected
    adapted.run_async(lambda asyncpg: asyncpg.execute(script))


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(configuration(""))


def configuration(url: str) -> Config:
    """Returns Alembic's configuration for the database at `url`."""
    config = Config()
    attributes: dict[str, Any] = config.attributes
    attributes["url"] = url
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config
