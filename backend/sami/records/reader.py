"""Reading one kind of record: one by its id, a list, or how many there are.

Lists are by keyset: each page begins behind the last row of the one before, so that no row is skipped or seen twice
while others write, and the thousandth page costs what the first does.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import (
    ColumnElement,
    DateTime,
    Integer,
    String,
    Uuid,
    and_,
    bindparam,
    cast,
    literal_column,
    null,
    select,
    tuple_,
)
from sqlalchemy.orm import QueryableAttribute, aliased

from sami.auth.actor import SqlViewer, guarded, guarded_count, read
from sami.auth.claims import Claim
from sami.db.database import Database
from sami.db.statement import AnySelect, Statement, planned_anew, planned_once
from sami.errors.types import InvalidParameter, NotFound
from sami.models.record import Record, TenantRow, Versioned
from sami.records.cursor import Cursor
from sami.records.representation import JsonObject, json_column
from sami.records.schemas import MAX_COUNT, MAX_LIMIT, NOT_FILTERS, in_display_order
from sami.text import searchable
from sami.visibility import Viewer, not_deleted, reference_visible, visible

#: Makes the condition of the filter whose parameter has the given name.
Filter = Callable[[str], ColumnElement[bool]]

MAX_TERMS = 10

_SIZES = (1, 10, 50, MAX_LIMIT)


@dataclass(frozen=True, slots=True)
class Projection:
    """What of the records is wanted: their members (None: all), the records they name, those that are deleted."""

    fields: tuple[str, ...] | None = None
    expand: tuple[str, ...] = ()
    include_deleted: bool = False

    @property
    def shape(self) -> "Projection":
        """What of it changes the SQL. Members are chosen afterwards: there are thousands of ways to choose them, and
        each statement takes milliseconds to compile.
        """
        return self if self.fields is None else replace(self, fields=None)

    def apply(self, record: str) -> str:
        """The JSON object with the members that are wanted."""
        if self.fields is None:
            return record
        wanted = {*self.fields, *self.expand}
        members = {name: value for name, value in json.loads(record).items() if name in wanted}
        return json.dumps(members, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Criteria:
    """Which records are wanted. `filters` maps the names of given filters to their values."""

    filters: Mapping[str, Any] = field(default_factory=dict)
    q: str | None = None
    include_deleted: bool = False


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which part of a list is wanted, and in which order: the name of a sort, with `-` for descending."""

    sort: str
    limit: int
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class RecordJson:
    """A record as it is in the database: `json` is the whole of it as text. `version` is None where none is kept."""

    id: UUID
    version: int | None
    json: str


@dataclass(frozen=True, slots=True)
class Page:
    """`items` are JSON objects as text."""

    items: Sequence[str]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class _Conditions:
    """What of a search changes the SQL, as against its parameters."""

    filters: tuple[str, ...]
    terms: int
    include_deleted: bool


class RecordReader:
    """One kind of record: how it looks, what lists of it are sorted, filtered and searched by.

    Members, filters and sorts are columns of the same name unless `computed`, `filters` or `sorts` says otherwise.
    `expands` has the collections of the records that members name. `child_of`: the member, and the collection, of the
    record that each of these is a part of; its id is then given as `parent_id`. `for_admin_keys`: shown to those
    alone.
    """

    def __init__(
        self,
        record: type[TenantRow],
        noun: str,
        *,
        schema: type[BaseModel],
        query: type[BaseModel],
        sorts: Mapping[str, ColumnElement[Any] | None],
        filters: Mapping[str, Filter] | None = None,
        computed: Mapping[str, Callable[[Any], ColumnElement[Any]]] | None = None,
        expands: Mapping[str, "RecordReader"] | None = None,
        child_of: tuple[str, "RecordReader"] | None = None,
        for_admin_keys: bool = False,
    ) -> None:
        self.record = record
        self.noun = noun
        self.names = tuple(in_display_order(schema.model_fields))
        self.sorts = [name for sort in sorts for name in (f"-{sort}", sort)]
        self.expands = {member.removesuffix("_id"): (member, there) for member, there in (expands or {}).items()}
        self.parent_member = child_of[0] if child_of else None
        self._parent = child_of[1] if child_of else None
        self.for_admin_keys = for_admin_keys
        self._computed = dict(computed or {})
        self._sort_columns = {
            name: getattr(record, name).expression if column is None else column for name, column in sorts.items()
        }
        self._filters = {
            name: self._filter(name) for name in query.model_fields if name not in (*NOT_FILTERS, *(filters or {}))
        } | dict(filters or {})
        # Callers choose the shape, so the number kept has a bound.
        self._page_statement = lru_cache(maxsize=256)(self._build_page)
        self._count_statement = lru_cache(maxsize=64)(self._build_count)
        self._one_statement = lru_cache(maxsize=64)(self._build_one)

    def json(self, viewer: Viewer, projection: Projection, *, row: Any = None, text: bool = True) -> ColumnElement[str]:
        """A record as the viewer sees it, all of its members, as text or as JSON, for any statement that has the
        record's table in it.
        """
        row = self.record if row is None else row
        members = {
            name: self._member(row, name, viewer)
            for name in self.names
            if name != "deleted_at" or projection.include_deleted
        }
        for name in projection.expand:
            member, there = self.expands[name]
            members[name] = there.expanded(getattr(row, member), viewer, include_deleted=projection.include_deleted)
        return JsonObject(members, text=text)

    def expanded(self, member: Any, viewer: Viewer, *, include_deleted: bool) -> ColumnElement[Any]:
        """The record whose id `member` has, as JSON; null when the viewer can't see it."""
        row = aliased(self.record)
        statement = select(self.json(viewer, Projection(include_deleted=include_deleted), row=row, text=False)).where(
            row.id == member, visible(row, viewer)
        )
        return (
            (statement if include_deleted else statement.where(not_deleted(row)))
            .correlate_except(row)
            .scalar_subquery()
        )

    async def get(
        self,
        database: Database,
        claim: Claim,
        record_id: UUID,
        projection: Projection = Projection(),
        *,
        parent_id: UUID | None = None,
    ) -> RecordJson:
        """One record, in one statement. Raises NotFound when it is not there for this caller, and what `read`
        raises.
        """
        statement = self._one_statement(projection.shape)
        rows = await read(database, claim, statement, record_id=record_id, parent_id=parent_id)
        if not rows:
            raise NotFound()
        return RecordJson(rows[0]["id"], rows[0]["version"], projection.apply(rows[0]["json"]))

    async def page(
        self,
        database: Database,
        claim: Claim,
        search: Criteria,
        page_request: PageRequest,
        projection: Projection = Projection(),
        *,
        parent_id: UUID | None = None,
    ) -> Page:
        """One page, in one statement.

        Raises InvalidCursor, InvalidParameter, NotFound for `parent_id`, and what `read` raises.
        """
        column = self._sort_columns[page_request.sort.removeprefix("-")]
        # All that decides which rows are in the list, and in which order.
        identity = repr(
            (
                self.noun,
                parent_id,
                page_request.sort,
                sorted((name, str(value)) for name, value in search.filters.items()),
                search.q,
                search.include_deleted,
            )
        )
        cursor = Cursor.decode(page_request.cursor, identity, column.type) if page_request.cursor else None
        conditions, parameters = _conditions(search)
        rows = await read(
            database,
            claim,
            self._page_statement(
                conditions, page_request.sort, cursor is not None, page_size(page_request.limit), projection.shape
            ),
            after_value=cursor and cursor.value,
            after_id=cursor and cursor.id,
            parent_id=parent_id,
            **parameters,
        )
        if not rows:
            await self._require_parent(database, claim, parent_id, search)
        items = [projection.apply(row["json"]) for row in rows[: page_request.limit]]
        if len(rows) <= page_request.limit:
            return Page(items, None)
        last = rows[page_request.limit - 1]
        return Page(items, Cursor(last["position"], last["id"]).encode(identity))

    async def count(self, database: Database, claim: Claim, search: Criteria, *, parent_id: UUID | None = None) -> int:
        """How many there are, at most MAX_COUNT + 1, in one statement.

        Raises InvalidParameter, NotFound for `parent_id`, and what `read` raises.
        """
        conditions, parameters = _conditions(search)
        [row] = await read(database, claim, self._count_statement(conditions), parent_id=parent_id, **parameters)
        if not row["number"]:
            await self._require_parent(database, claim, parent_id, search)
        return int(row["number"])

    async def _require_parent(self, database: Database, claim: Claim, parent_id: UUID | None, search: Criteria) -> None:
        """An empty list of a record that is not there is no list. Raises NotFound."""
        if self._parent is not None and parent_id is not None:
            await self._parent.get(
                database, claim, parent_id, Projection(("id",), include_deleted=search.include_deleted)
            )

    def _member(self, row: Any, name: str, viewer: Viewer) -> ColumnElement[Any]:
        if name in self._computed:
            return self._computed[name](row)
        column = getattr(row, name)
        if self.may_be_hidden(name):
            # Who can't see what it names must not learn that it exists.
            there = self.record.references[name].to  # type: ignore[attr-defined]
            other = aliased(there)
            seen = select(other.id).where(other.id == column, visible(other, viewer))
            return seen.correlate_except(other).scalar_subquery()
        return json_column(column)

    def may_be_hidden(self, name: str) -> bool:
        """Whether the member can name a record that not everybody sees who sees this one."""
        if not issubclass(self.record, Versioned):
            return False
        reference = self.record.references.get(name)
        return reference is not None and issubclass(reference.to, Record) and not reference.limits_visibility

    def _filter(self, name: str) -> Filter:
        at = DateTime(timezone=True)
        match name:
            case "created_after":
                return lambda _: self.record.created_at > bindparam(name, type_=at)
            case "created_before":
                return lambda _: self.record.created_at < bindparam(name, type_=at)
            case "updated_since":
                return lambda _: self.record.updated_at >= bindparam(name, type_=at)  # type: ignore[attr-defined]
            case _:
                return equals(getattr(self.record, name))

    def _matching(self, viewer: SqlViewer, conditions: _Conditions) -> ColumnElement[bool]:
        found = [visible(self.record, viewer), *self._of_parent()]
        if not conditions.include_deleted:
            found.append(not_deleted(self.record))
        for name in conditions.filters:
            found.append(self._filters[name](name))
            if self.may_be_hidden(name):
                found.append(reference_visible(self.record, name, viewer))
        for number in range(conditions.terms):
            term = bindparam(f"term_{number}", type_=String())
            found.append(self.record.search.like(term))  # type: ignore[attr-defined]
        return and_(*found)

    def _of_parent(self) -> list[ColumnElement[bool]]:
        return (
            [getattr(self.record, self.parent_member) == bindparam("parent_id", type_=Uuid())]
            if self.parent_member
            else []
        )

    def _build_page(
        self, conditions: _Conditions, sort: str, continued: bool, size: int, projection: Projection
    ) -> Statement:
        record = self.record
        column = self._sort_columns[sort.removeprefix("-")]
        descending = sort.startswith("-")

        def rows(viewer: SqlViewer) -> AnySelect:
            record_json = self.json(viewer, projection).label("json")
            statement = select(record.id, column.label("position"), record_json).where(
                self._matching(viewer, conditions),
                # A word that many have is found quickest among the newest, one that few have by an index of its own.
                planned_anew() if conditions.filters or conditions.terms else planned_once(),
            )
            if continued:
                here = tuple_(column, record.id)
                there = tuple_(bindparam("after_value", type_=column.type), bindparam("after_id", type_=Uuid()))
                statement = statement.where(here < there if descending else here > there)
            order = (column.desc(), record.id.desc()) if descending else (column, record.id)
            return statement.order_by(*order).limit(sql_limit(size + 1))

        return guarded(rows)

    def _build_count(self, conditions: _Conditions) -> Statement:
        def rows(viewer: SqlViewer) -> AnySelect:
            matching = self._matching(viewer, conditions)
            # How best to reach the limit depends on how many there are in the workspace.
            return select(self.record.id).where(matching, planned_anew()).limit(sql_limit(MAX_COUNT + 1))

        return guarded_count(rows)

    def _build_one(self, projection: Projection) -> Statement:
        record = self.record
        version = record.version if issubclass(record, Versioned) else cast(null(), Integer())

        def rows(viewer: SqlViewer) -> AnySelect:
            statement = select(record.id, version.label("version"), self.json(viewer, projection).label("json")).where(
                visible(record, viewer), record.id == bindparam("record_id", type_=Uuid()), *self._of_parent()
            )
            return statement if projection.include_deleted else statement.where(not_deleted(record))

        return guarded(rows)


def sql_limit(number: int) -> ColumnElement[int]:
    """A limit as part of the SQL. Were it a parameter, the plan that PostgreSQL keeps would be for a tenth of all rows,
    and be so dear that each call is planned anew: more work than reading the page.
    """
    return literal_column(str(number), Integer())


def page_size(limit: int) -> int:
    """For how many records a page is read: each number is a statement of its own, so there are few."""
    return next(size for size in _SIZES if size >= limit)


def equals(column: QueryableAttribute[Any]) -> Filter:
    return lambda name: column == bindparam(name, type_=column.type)


def _conditions(search: Criteria) -> tuple[_Conditions, dict[str, Any]]:
    terms = searchable(search.q).split() if search.q else []
    if search.q and search.q.strip() and not terms:
        # Accents alone, say. Everything is the last thing that was asked for.
        raise InvalidParameter("The query parameter 'q' has no letter to search for.", members={"parameter": "q"})
    if len(terms) > MAX_TERMS:
        raise InvalidParameter(f"The query parameter 'q' takes at most {MAX_TERMS} words.", members={"parameter": "q"})
    patterns = {f"term_{number}": _pattern(term) for number, term in enumerate(terms)}
    shape = _Conditions(tuple(sorted(search.filters)), len(terms), search.include_deleted)
    return shape, {**patterns, **search.filters}


def _pattern(term: str) -> str:
    """For LIKE, whose own characters are taken literally: anywhere in a word.

    One or two letters have to begin a word: the index is one of three letters in a row, a word's beginning counting as
    two. In scripts that put no spaces between words they may stand anywhere, at the price of time.
    """
    literal = term.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    return f"% {literal}%" if term.isascii() and len(term) < 3 else f"%{literal}%"
