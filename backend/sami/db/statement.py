"""SQLAlchemy's select, compiled once into what asyncpg takes."""

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import (
    Boolean,
    ClauseElement,
    ColumnElement,
    Integer,
    Select,
    bindparam,
    func,
    literal_column,
    or_,
    select,
)
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


# PostgreSQL plans a prepared statement for each call, or once for all values when it estimates that to be no dearer
# (https://www.postgresql.org/docs/current/sql-prepare.html#SQL-PREPARE-NOTES). For all values means for the average
# workspace: what is cheap in that one can take seconds in a large one, and what is right in both can seem dear. So
# these conditions say which it is to be, by what they seem to cost. They are always true, and what is dear never runs.


def planned_anew() -> ColumnElement[bool]:
    """For the WHERE of a statement whose right plan depends on the values that it is called with: in a plan for all
    values this is dear, from one for given values it is folded away.
    """
    return or_(bindparam("planned_anew", True, Boolean()), _never(literal_column(str(_DEAR))))


def planned_once() -> ColumnElement[bool]:
    """For the WHERE of a statement that has one right plan: in a plan for given values this is dear, while of a number
    that is not known yet PostgreSQL thinks little. Spares a list half of its work.
    """
    return or_(func.statement_timestamp().is_not(None), _never(bindparam("planned_once", _DEAR, Integer())))


_DEAR = 1_000_000_000


def _never(rows: ColumnElement[int]) -> ColumnElement[bool]:
    """False, seemingly after reading so many rows."""
    read = select(func.count()).select_from(func.generate_series(literal_column("1"), rows).alias())
    return read.scalar_subquery() < literal_column("0")
