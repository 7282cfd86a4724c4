"""Reads one kind of record: a single record by its id, a page of a list, or a count.

Lists use keyset pagination: each page starts after the last row of the previous one. So no row is skipped or repeated
while others write, and the thousandth page costs as much as the first.
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
from sami.db.statement import AnySelect, Statement, custom_plan, generic_plan
from sami.errors.types import InvalidParameter, NotFound
from sami.models.record import Record, TenantRow, Versioned
from sami.records.cursor import Cursor
from sami.records.representation import JsonObject, json_column
from sami.records.schemas import MAX_COUNT, MAX_LIMIT, NOT_FILTERS, in_display_order
from sami.text import searchable
from sami.visibility import Viewer, not_deleted, reference_visible, visible

#: Takes the name of a filter's bound parameter and returns the filter's SQL condition.
Filter = Callable[[str], ColumnElement[bool]]

#: The most words that `q` takes.
MAX_TERMS = 10

_PAGE_SIZES = (1, 10, 50, MAX_LIMIT)


@dataclass(frozen=True, slots=True)
class Projection:
    """Which members of a record to return (`fields`; None for all), which of the records it refers to (`expand`), and
    whether deleted records are included, with `deleted_at`.
    """

    fields: tuple[str, ...] | None = None
    expand: tuple[str, ...] = ()
    include_deleted: bool = False

    @property
    def shape(self) -> "Projection":
        """The part that changes the SQL. `apply` picks `fields` afterwards: there are thousands of combinations, and
        each statement takes milliseconds to compile.
        """
        return self if self.fields is None else replace(self, fields=None)

    def apply(self, record: str) -> str:
        """Returns the JSON object `record` with only the chosen members."""
        if self.fields is None:
            return record
        chosen = {*self.fields, *self.expand}
        members = {name: value for name, value in json.loads(record).items() if name in chosen}
        return json.dumps(members, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Criteria:
    """Which records a list or a count includes. `filters` maps the names of filters to their values."""

    filters: Mapping[str, Any] = field(default_factory=dict)
    q: str | None = None
    include_deleted: bool = False


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page of a list to return. `sort` is the name of a sort, with `-` in front for descending order."""

    sort: str
    limit: int
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class RecordJson:
    """A record as JSON text. `version` is None for records without one."""

    id: UUID
    version: int | None
    json: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list. `items` are JSON objects as text; `next_cursor` is None on the last page."""

    items: Sequence[str]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class _CriteriaShape:
    """The part of `Criteria` that changes the SQL, not just its parameters. `terms` is the number of words in `q`."""

    filters: tuple[str, ...]
    terms: int
    include_deleted: bool


class RecordReader:
    """Reads one kind of record: defines its JSON, and how lists are sorted, filtered and searched.

    Members, filters and sorts are columns of the same name, unless `computed`, `filters` or `sorts` overrides them.
    `expands` maps members to the readers of the records they refer to. `child_of` is for records with a parent: the
    member that holds the parent's id, and the parent's reader. Calls then pass `parent_id`. With `for_admin_keys`,
    only Admin keys may see the records.
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
        self.expands = {member.removesuffix("_id"): (member, reader) for member, reader in (expands or {}).items()}
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
        # Callers choose the shape, so the caches are bounded.
        self._page_statement = lru_cache(maxsize=256)(self._build_page)
        self._count_statement = lru_cache(maxsize=64)(self._build_count)
        self._one_statement = lru_cache(maxsize=64)(self._build_one)

    def json(self, viewer: Viewer, projection: Projection, *, row: Any = None, text: bool = True) -> ColumnElement[str]:
        """Returns an SQL expression for the whole record as the viewer sees it: text, or (`text=False`) JSON.

        It works in any statement that selects from the record's table. `row` is an alias of that table, if any.
        """
        row = self.record if row is None else row
        members = {
            name: self._member(row, name, viewer)
            for name in self.names
            if name != "deleted_at" or projection.include_deleted
        }
        for name in projection.expand:
            member, reader = self.expands[name]
            members[name] = reader.expanded(getattr(row, member), viewer, include_deleted=projection.include_deleted)
        return JsonObject(members, text=text)

    def expanded(self, record_id: Any, viewer: Viewer, *, include_deleted: bool) -> ColumnElement[Any]:
        """Returns an SQL expression for the record with this id as JSON; null when the viewer can't see it."""
        row = aliased(self.record)
        statement = select(self.json(viewer, Projection(include_deleted=include_deleted), row=row, text=False)).where(
            row.id == record_id, visible(row, viewer)
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
        """Reads one record in one statement. Raises NotFound when the caller can't see it or it doesn't exist, and
        the errors of `read`.
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
        criteria: Criteria,
        page_request: PageRequest,
        projection: Projection = Projection(),
        *,
        parent_id: UUID | None = None,
    ) -> Page:
        """Reads one page of a list in one statement. An empty page takes a second one where the records have a parent.

        Raises InvalidCursor, InvalidParameter, NotFound for `parent_id`, and the errors of `read`.
        """
        column = self._sort_columns[page_request.sort.removeprefix("-")]
        # Everything that decides which rows are in the list, and their order.
        identity = repr(
            (
                self.noun,
                parent_id,
                page_request.sort,
                sorted((name, str(value)) for name, value in criteria.filters.items()),
                criteria.q,
                criteria.include_deleted,
            )
        )
        cursor = Cursor.decode(page_request.cursor, identity, column.type) if page_request.cursor else None
        shape, parameters = _shape_and_parameters(criteria)
        rows = await read(
            database,
            claim,
            self._page_statement(
                shape, page_request.sort, cursor is not None, page_size(page_request.limit), projection.shape
            ),
            after_value=cursor and cursor.value,
            after_id=cursor and cursor.id,
            parent_id=parent_id,
            **parameters,
        )
        if not rows:
            await self._require_parent(database, claim, parent_id, criteria)
        items = [projection.apply(row["json"]) for row in rows[: page_request.limit]]
        if len(rows) <= page_request.limit:
            return Page(items, None)
        last = rows[page_request.limit - 1]
        return Page(items, Cursor(last["position"], last["id"]).encode(identity))

    async def count(
        self, database: Database, claim: Claim, criteria: Criteria, *, parent_id: UUID | None = None
    ) -> int:
        """Counts the records, up to MAX_COUNT + 1, in one statement. A count of 0 takes a second one where the records
        have a parent.

        Raises InvalidParameter, NotFound for `parent_id`, and the errors of `read`.
        """
        shape, parameters = _shape_and_parameters(criteria)
        [row] = await read(database, claim, self._count_statement(shape), parent_id=parent_id, **parameters)
        if not row["number"]:
            await self._require_parent(database, claim, parent_id, criteria)
        return int(row["number"])

    async def _require_parent(
        self, database: Database, claim: Claim, parent_id: UUID | None, criteria: Criteria
    ) -> None:
        """Raises NotFound when the caller can't see the parent: its list is then not found rather than empty."""
        if self._parent is not None and parent_id is not None:
            await self._parent.get(
                database, claim, parent_id, Projection(("id",), include_deleted=criteria.include_deleted)
            )

    def _member(self, row: Any, name: str, viewer: Viewer) -> ColumnElement[Any]:
        if name in self._computed:
            return self._computed[name](row)
        column = getattr(row, name)
        if self.may_be_hidden(name):
            # A viewer who can't see the referenced record must not learn that it exists.
            other = aliased(self.record.references[name].to)  # type: ignore[attr-defined]
            visible_id = select(other.id).where(other.id == column, visible(other, viewer))
            return visible_id.correlate_except(other).scalar_subquery()
        return json_column(column)

    def may_be_hidden(self, name: str) -> bool:
        """Whether the member's value can be hidden: it may refer to a record that some viewers of this one can't
        see.
        """
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

    def _matching(self, viewer: SqlViewer, shape: _CriteriaShape) -> ColumnElement[bool]:
        conditions = [visible(self.record, viewer), *self._of_parent()]
        if not shape.include_deleted:
            conditions.append(not_deleted(self.record))
        for name in shape.filters:
            conditions.append(self._filters[name](name))
            if self.may_be_hidden(name):
                conditions.append(reference_visible(self.record, name, viewer))
        for number in range(shape.terms):
            term = bindparam(f"term_{number}", type_=String())
            conditions.append(self.record.search.like(term))  # type: ignore[attr-defined]
        return and_(*conditions)

    def _of_parent(self) -> list[ColumnElement[bool]]:
        return (
            [getattr(self.record, self.parent_member) == bindparam("parent_id", type_=Uuid())]
            if self.parent_member
            else []
        )

    def _build_page(
        self, shape: _CriteriaShape, sort: str, continued: bool, size: int, projection: Projection
    ) -> Statement:
        record = self.record
        column = self._sort_columns[sort.removeprefix("-")]
        descending = sort.startswith("-")

        def rows(viewer: SqlViewer) -> AnySelect:
            record_json = self.json(viewer, projection).label("json")
            statement = select(record.id, column.label("position"), record_json).where(
                self._matching(viewer, shape),
                # A common word is found fastest among the newest records, a rare one through the search index. So
                # searches and filters are planned for each call (ADR 13).
                custom_plan() if shape.filters or shape.terms else generic_plan(),
            )
            if continued:
                position = tuple_(column, record.id)
                after = tuple_(bindparam("after_value", type_=column.type), bindparam("after_id", type_=Uuid()))
                statement = statement.where(position < after if descending else position > after)
            order = (column.desc(), record.id.desc()) if descending else (column, record.id)
            return statement.order_by(*order).limit(sql_limit(size + 1))

        return guarded(rows)

    def _build_count(self, shape: _CriteriaShape) -> Statement:
        def rows(viewer: SqlViewer) -> AnySelect:
            matching = self._matching(viewer, shape)
            # The best plan depends on how many records the workspace has (ADR 13).
            return select(self.record.id).where(matching, custom_plan()).limit(sql_limit(MAX_COUNT + 1))

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
    """Returns a LIMIT as a literal in the SQL (ADR 13).

    For a parameter, PostgreSQL's generic plan would assume a tenth of all rows, and look so expensive that PostgreSQL
    would plan every call again. That is more work than reading the page.
    """
    return literal_column(str(number), Integer())


def page_size(limit: int) -> int:
    """Returns how many records to read for a page of `limit`: the next of a few sizes, as each size is a statement of
    its own.
    """
    return next(size for size in _PAGE_SIZES if size >= limit)


def equals(column: QueryableAttribute[Any]) -> Filter:
    """Returns a filter for rows whose column equals the parameter."""
    return lambda name: column == bindparam(name, type_=column.type)


def _shape_and_parameters(criteria: Criteria) -> tuple[_CriteriaShape, dict[str, Any]]:
    terms = searchable(criteria.q).split() if criteria.q else []
    if criteria.q and criteria.q.strip() and not terms:
        # For example, only accents. Returning every record would be the opposite of a search.
        raise InvalidParameter("The query parameter 'q' has nothing to search for.", members={"parameter": "q"})
    if len(terms) > MAX_TERMS:
        raise InvalidParameter(f"The query parameter 'q' takes at most {MAX_TERMS} words.", members={"parameter": "q"})
    patterns = {f"term_{number}": _pattern(term) for number, term in enumerate(terms)}
    shape = _CriteriaShape(tuple(sorted(criteria.filters)), len(terms), criteria.include_deleted)
    return shape, {**patterns, **criteria.filters}


def _pattern(term: str) -> str:
    """Returns a LIKE pattern that finds `term` anywhere in a word. Wildcards in `term` are escaped.

    A term of one or two ASCII letters must start a word: the index is of trigrams, where the start of a word counts as
    two characters. Other scripts may have no spaces between words, so there a short term may stand anywhere, which is
    slower.
    """
    literal = term.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    return f"% {literal}%" if term.isascii() and len(term) < 3 else f"%{literal}%"
