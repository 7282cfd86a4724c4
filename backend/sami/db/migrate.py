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
    command.upgrade(_config(url), "head")


@cache
def newest_revision() -> str | None:
    """What this code was written for."""
    return ScriptDirectory.from_config(_config("")).get_current_head()


def _config(url: str) -> Config:
    config = Config()
    attributes: dict[str, Any] = config.attributes
    attributes["url"] = url
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config
