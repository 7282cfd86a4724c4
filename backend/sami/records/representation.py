"""Records as JSON, written by PostgreSQL (ADR 3). This is several times faster than going through objects in Python.

`tests/contract` checks the JSON against the published schemas.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import JSON, ColumnElement, DateTime, Numeric, SQLColumnExpression, String, cast, func, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import QueryableAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.visitors import InternalTraversal


class JsonObject(ColumnElement[str]):
    """An SQL expression for `{"name":value,…}`: compact text, or (`text=False`) JSON to nest in another object."""

    # The attributes that tell two objects apart. SQLAlchemy needs them to cache the SQL of statements.
    _traverse_internals = [  # noqa: RUF012 - SQLAlchemy's own protocol
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
    # Unlike json_build_object, row_to_json writes no spaces. It takes the names from the row.
    columns = ", ".join(
        f"{compiler.process(value, **options)} AS {compiler.preparer.quote(name)}"
        for name, value in zip(element.names, element.values, strict=True)
    )
    json = "row_to_json(r)::text" if element.text else "row_to_json(r)"
    return f"(SELECT {json} FROM (SELECT {columns}) AS r)"  # noqa: S608 - names and SQL of our own


def json_column(column: QueryableAttribute[Any]) -> ColumnElement[Any]:
    """Returns the column as it appears in JSON: money as text, so that no client reads it as a binary fraction;
    timestamps as RFC 3339.
    """
    if isinstance(column.type, DateTime):
        return moment(column)
    if isinstance(column.type, Numeric):
        return cast(column, String)
    return column.expression


#: Literals, because parameters would be sent with every call.
_UTC = literal_column("'UTC'", String())
_RFC_3339 = literal_column("""'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'""", String())


def moment(column: SQLColumnExpression[Any]) -> ColumnElement[str]:
    """Formats a timestamp as RFC 3339 in UTC with microseconds, ending in `Z`. Null stays null."""
    return func.to_char(func.timezone(_UTC, column), _RFC_3339)
