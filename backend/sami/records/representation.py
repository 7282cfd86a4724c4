"""A record as JSON, written by PostgreSQL: several times quicker than rows made into objects made into text.

`tests/contract` holds what it writes to the schemas in the docs.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import JSON, ColumnElement, DateTime, Numeric, SQLColumnExpression, String, cast, func, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import QueryableAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.visitors import InternalTraversal


class JsonObject(ColumnElement[str]):
    """`{"name":value,…}` of the columns: compact text, or JSON to be put into another."""

    # What tells two of them apart, so that SQLAlchemy keeps the SQL of statements that have one.
    _traverse_internals = [  # noqa: RUF012 - SQLAlchemy's own way to say it
        ("names", InternalTraversal.dp_string_list),
        ("values", InternalTraversal.dp_clauseelement_list),
        ("text", InternalTraversal.dp_boolean),
    ]

    def __init__(self, columns: Mapping[str, ColumnElement[Any]], *, text: bool = True) -> None:
        self.names = list(columns)
        self.values = list(columns.values())
        self.text = text
        self.type = String() if text else JSON()

    @property
    def _from_objects(self) -> list[Any]:
        return [source for value in self.values for source in value._from_objects]  # noqa: SLF001 - how SQLAlchemy asks its elements


@compiles(JsonObject)
def _compile(element: JsonObject, compiler: SQLCompiler, **options: Any) -> str:
    # row_to_json writes no spaces, unlike json_build_object, and takes the names from the row.
    columns = ", ".join(
        f"{compiler.process(value, **options)} AS {compiler.preparer.quote(name)}"
        for name, value in zip(element.names, element.values, strict=True)
    )
    json = "row_to_json(r)::text" if element.text else "row_to_json(r)"
    return f"(SELECT {json} FROM (SELECT {columns}) AS r)"  # noqa: S608 - names and SQL of our own


def json_column(column: QueryableAttribute[Any]) -> ColumnElement[Any]:
    """The column as it stands in JSON: money as text, lest a client read it as binary; moments as RFC 3339."""
    if isinstance(column.type, DateTime):
        return moment(column)
    if isinstance(column.type, Numeric):
        return cast(column, String)
    return column.expression


#: Part of the SQL: as parameters they would be sent with each call.
_UTC = literal_column("'UTC'", String())
_RFC_3339 = literal_column("""'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'""", String())


def moment(column: SQLColumnExpression[Any]) -> ColumnElement[str]:
    """RFC 3339 in UTC, to the microsecond, ending in `Z`; null stays null."""
    return func.to_char(func.timezone(_UTC, column), _RFC_3339)
