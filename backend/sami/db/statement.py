"""SQLAlchemy's select, compiled once into what asyncpg takes."""

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import Boolean, ClauseElement, ColumnElement, Select, bindparam, literal_column, or_
from sqlalchemy.dialects.postgresql.asyncpg import PGCompiler_asyncpg, PGDialect_asyncpg

#: A select of any columns.
AnySelect = Select[*tuple[Any, ...]]

#: Never run; estimated to cost what no real plan does.
_DEAR: ColumnElement[bool] = literal_column("(SELECT count(*) FROM generate_series(1, 1000000000)) < 0", Boolean())

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


def planned_anew() -> ColumnElement[bool]:
    """Always true; for the WHERE of a statement whose right plan depends on the values that it is called with.

    PostgreSQL plans a prepared statement for each call, or once for all values when it estimates that to be no dearer
    (https://www.postgresql.org/docs/current/sql-prepare.html#SQL-PREPARE-NOTES). For all values means for the average
    workspace: what is cheap in that one can take seconds in a large one. With this, one plan for all seems to cost more
    than any other; a plan for the values of a call has it folded away.
    """
    return or_(bindparam("planned_anew", True, Boolean()), _DEAR)
