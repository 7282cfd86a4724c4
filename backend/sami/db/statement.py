"""SQLAlchemy statements, compiled once for asyncpg, and conditions that choose how PostgreSQL plans them (ADR 13)."""

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

#: A `Select` of any columns.
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
        """Returns the values in the order of the SQL. Raises KeyError when one is missing."""
        return [parameters[name] if name in parameters else self._defaults[name] for name in self._names]


# PostgreSQL plans a prepared statement for the values of each call (a custom plan), or once for all values (a generic
# plan) if it estimates that to cost no more: https://www.postgresql.org/docs/current/sql-prepare.html#SQL-PREPARE-NOTES
# A generic plan fits the average workspace: it can take seconds in a large one, and a plan that is right in both can
# seem too expensive. The conditions below make the choice by their estimated cost. They are always true, and their
# expensive half never runs.


def custom_plan() -> ColumnElement[bool]:
    """A WHERE condition for a statement whose best plan depends on its values. It makes a generic plan look expensive;
    in a custom plan it is folded away.
    """
    return or_(bindparam("custom_plan", True, Boolean()), _false_after_reading(literal_column(str(_EXPENSIVE))))


def generic_plan() -> ColumnElement[bool]:
    """A WHERE condition for a statement that has one best plan. It makes a custom plan look expensive; in a generic
    plan PostgreSQL does not know the number and assumes a low cost. Planning once saves a list half of its work.
    """
    rows = bindparam("generic_plan", _EXPENSIVE, Integer())
    return or_(func.statement_timestamp().is_not(None), _false_after_reading(rows))


_EXPENSIVE = 1_000_000_000


def _false_after_reading(rows: ColumnElement[int]) -> ColumnElement[bool]:
    """A condition that is false, with the estimated cost of reading `rows` rows."""
    read = select(func.count()).select_from(func.generate_series(literal_column("1"), rows).alias())
    return read.scalar_subquery() < literal_column("0")
