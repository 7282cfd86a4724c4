"""Reading one kind of record: one by its id, or a list.

Lists are by keyset: each page begins behind the last row of the one before, so that no row is skipped or seen twice
while others write, and the thousandth page costs what the first does.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, DateTime, Integer, String, Uuid, bindparam, select, tuple_
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.orm import QueryableAttribute

from sami.auth.actor import SqlViewer, guarded, read
from sami.auth.claims import Claim
from sami.db.database import Database
from sami.db.statement import AnySelect, Statement
from sami.errors import InvalidParameter, NotFound
from sami.models.record import Record
from sami.reach import visible
from sami.records.cursor import Cursor
from sami.records.representation import Columns, JsonObject
from sami.text import searchable

#: Makes the condition of the filter whose parameter has the given name.
Filter = Callable[[str], ColumnElement[bool]]

MAX_TERMS = 10


@dataclass(frozen=True, slots=True)
class Query:
    """What a caller asks of a list. `filters` maps the names of given filters to their values."""

    limit: int
    sort: str
    filters: Mapping[str, Any] = field(default_factory=dict)
    q: str | None = None
    cursor: str | None = None
    fields: tuple[str, ...] | None = None
    include_deleted: bool = False

    @property
    def identity(self) -> str:
        """What a cursor is bound to: all that decides which rows are in the list, and in which order."""
        return repr(
            (
                self.sort,
                sorted((name, str(value)) for name, value in self.filters.items()),
                self.q,
                self.include_deleted,
            )
        )


@dataclass(frozen=True, slots=True)
class Stored:
    """A record as it is in the database: `json` is the whole of it as text."""

    version: int
    json: str


@dataclass(frozen=True, slots=True)
class Page:
    """`items` are JSON objects as text."""

    items: Sequence[str]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class _Shape:
    """What of a query changes the SQL, as against its parameters."""

    sort: str
    filters: tuple[str, ...]
    terms: int
    continued: bool
    fields: tuple[str, ...] | None
    include_deleted: bool


class Collection:
    """One kind of record: how it looks, what lists of it are sorted and filtered by."""

    def __init__(
        self,
        record: type[Record],
        *,
        columns: Columns,
        sorts: Mapping[str, ColumnElement[Any]],
        filters: Mapping[str, Filter],
        search: ColumnElement[str],
    ) -> None:
        self._record = record
        self._columns = columns
        self._sorts = sorts
        self._filters = filters
        self._search = search
        # Callers choose the shape, so the number kept has a bound.
        self._page_statement = lru_cache(maxsize=256)(self._build_page)
        self._one_statement = lru_cache(maxsize=64)(self._build_one)

    @property
    def names(self) -> Sequence[str]:
        """The members of a record, for `fields=`."""
        return tuple(self._columns)

    def json(self, fields: tuple[str, ...] | None = None, *, include_deleted: bool = False) -> ColumnElement[str]:
        """A record as text, for any statement that has the record's table in it."""
        return JsonObject(
            {
                name: column
                for name, column in self._columns.items()
                if (fields is None or name in fields) and (name != "deleted_at" or include_deleted)
            }
        )

    async def one(
        self,
        database: Database,
        claim: Claim,
        record_id: UUID,
        *,
        fields: tuple[str, ...] | None = None,
        include_deleted: bool = False,
    ) -> Stored:
        """One record, in one statement. Raises NotFound when it is not there for this caller, and what `read`
        raises.
        """
        rows = await read(database, claim, self._one_statement(fields, include_deleted), record_id=record_id)
        if not rows:
            raise NotFound()
        return Stored(rows[0]["version"], rows[0]["json"])

    async def page(self, database: Database, claim: Claim, query: Query) -> Page:
        """One page, in one statement. Raises InvalidCursor, and what `read` raises."""
        by_moment = isinstance(self._sorts[query.sort.removeprefix("-")].type, DateTime)
        cursor = Cursor.decode(query.cursor, query.identity, by_moment=by_moment) if query.cursor else None
        terms = searchable(query.q).split() if query.q else []
        if query.q and query.q.strip() and not terms:
            # Accents alone, say. Everything is the last thing that was asked for.
            raise InvalidParameter("The query parameter 'q' has no letter to search for.", members={"parameter": "q"})
        if len(terms) > MAX_TERMS:
            raise InvalidParameter(
                f"The query parameter 'q' takes at most {MAX_TERMS} words.", members={"parameter": "q"}
            )
        statement = self._page_statement(
            _Shape(
                query.sort,
                tuple(sorted(query.filters)),
                len(terms),
                cursor is not None,
                query.fields,
                query.include_deleted,
            )
        )
        rows = await read(
            database,
            claim,
            statement,
            row_limit=query.limit + 1,
            **{f"term_{number}": f"%{_literal(term)}%" for number, term in enumerate(terms)},
            after_value=cursor and cursor.value,
            after_id=cursor and cursor.id,
            **query.filters,
        )
        more = len(rows) > query.limit
        rows = rows[: query.limit]
        if not more:
            return Page([row["json"] for row in rows], None)
        last = rows[-1]
        return Page([row["json"] for row in rows], Cursor(last["position"], last["id"]).encode(query.identity))

    def _build_page(self, shape: _Shape) -> Statement:
        record = self._record
        column = self._sorts[shape.sort.removeprefix("-")]
        descending = shape.sort.startswith("-")

        def rows(viewer: SqlViewer) -> AnySelect:
            json = self.json(shape.fields, include_deleted=shape.include_deleted)
            statement = select(record.id, column.label("position"), json.label("json")).where(visible(record, viewer))
            if not shape.include_deleted:
                statement = statement.where(record.deleted_at.is_(None))
            for name in shape.filters:
                statement = statement.where(self._filters[name](name))
            for number in range(shape.terms):
                statement = statement.where(self._search.like(bindparam(f"term_{number}", type_=String())))
            if shape.continued:
                here = tuple_(column, record.id)
                there = tuple_(bindparam("after_value", type_=column.type), bindparam("after_id", type_=Uuid()))
                statement = statement.where(here < there if descending else here > there)
            order = (column.desc(), record.id.desc()) if descending else (column, record.id)
            return statement.order_by(*order).limit(bindparam("row_limit", type_=Integer()))

        return guarded(rows)

    def _build_one(self, fields: tuple[str, ...] | None, include_deleted: bool) -> Statement:
        record = self._record

        def rows(viewer: SqlViewer) -> AnySelect:
            json = self.json(fields, include_deleted=include_deleted)
            statement = select(record.id, record.version, json.label("json")).where(
                visible(record, viewer), record.id == bindparam("record_id", type_=Uuid())
            )
            return statement if include_deleted else statement.where(record.deleted_at.is_(None))

        return guarded(rows)


def equals(column: QueryableAttribute[Any]) -> Filter:
    return lambda name: column == bindparam(name, type_=column.type)


def contains(column: QueryableAttribute[Any]) -> Filter:
    """For arrays: the value is one of them."""
    return lambda name: column.contains(array([bindparam(name, type_=String())]))


def moments(record: type[Record]) -> dict[str, Filter]:
    """The filters by time that every collection has."""
    at = DateTime(timezone=True)
    return {
        "created_after": lambda name: record.created_at > bindparam(name, type_=at),
        "created_before": lambda name: record.created_at < bindparam(name, type_=at),
        "updated_since": lambda name: record.updated_at >= bindparam(name, type_=at),
    }


def _literal(term: str) -> str:
    """The term with LIKE's own characters taken literally."""
    return term.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
