"""SQLAlchemy's select, compiled once into what asyncpg takes."""

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import ClauseElement, Select
from sqlalchemy.dialects.postgresql.asyncpg import PGCompiler_asyncpg, PGDialect_asyncpg

#: A select of any columns.
AnySelect = Select[*tuple[Any, ...]]

_DIALECT = PGDialect_asyncpg()  # type: ignore[no-untyped-call]  # untyped in SQLAlchemy


class Statement:
    """SQL with `$1`-style parameters that are passed by name: `bindparam("contact_id")` becomes `contact_id=`."""

    def __init__(self, statement: ClauseElement) -> None:
        compiled = cast(PGCompiler_asyncpg, statement.compile(dialect=_DIALECT))
        self.sql = compiled.string
        self._names = tuple(compiled.positiontup or ())
        self._defaults = {name: value for name, value in compiled.params.items() if value is not None}

    def arguments(self, parameters: Mapping[str, Any]) -> list[Any]:
        """The values in the order of the SQL. Raises KeyError when one was forgotten."""
        return [parameters[name] if name in parameters else self._defaults[name] for name in self._names]
