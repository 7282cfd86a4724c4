"""Brings a database to the newest schema, or tells whether it is there."""

from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

_MIGRATIONS = Path(__file__).parents[3] / "migrations"


def upgrade(url: str) -> None:
    """Runs the missing migrations on the database at `url` (plain `postgresql://…`). Blocking."""
    command.upgrade(configuration(url), "head")


@cache
def newest_revision() -> str | None:
    """What this code was written for."""
    return ScriptDirectory.from_config(configuration("")).get_current_head()


def configuration(url: str) -> Config:
    """Alembic's, for the database at `url`."""
    config = Config()
    attributes: dict[str, Any] = config.attributes
    attributes["url"] = url
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config
