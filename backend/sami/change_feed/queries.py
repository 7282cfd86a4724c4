"""Reads the log of changes for one user: changes of records they see now, and records they no longer see (ADR 14)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    JSON,
    ColumnElement,
    FromClause,
    String,
    Uuid,
    and_,
    any_,
    bindparam,
    case,
    cast,
    column,
    func,
    literal_column,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.dialects.postgresql import array

from sami.auth.actor import SqlViewer, guarded, read
from sami.auth.claims import Claim
from sami.auth.key_hash import Peppers
from sami.change_feed.schemas import ChangeKind, RecordType
from sami.contacts.queries import CONTACTS
from sami.db.base import Xid8
from sami.db.database import Database
from sami.db.statement import AnySelect, Statement, generic_plan
from sami.deals.queries import DEALS
from sami.errors.types import CursorExpired
from sami.messages.queries import MESSAGES
from sami.models.record_change import ChangeType, RecordChange
from sami.models.workspace import Workspace
from sami.pipelines.queries import PIPELINES, STAGES
from sami.records.cursor import LogCursor
from sami.records.reader import Projection, RecordReader, page_size, sql_limit
from sami.records.representation import JsonObject, moment
from sami.visibility import not_deleted, visible

#: The most entries of the log that a call scans. A user who sees little may see few of them, or none.
SCAN_LIMIT = 1_000

_READERS = {
    RecordType.CONTACT: CONTACTS,
    RecordType.DEAL: DEALS,
    RecordType.MESSAGE: MESSAGES,
    RecordType.PIPELINE: PIPELINES,
    RecordType.STAGE: STAGES,
}


@dataclass(frozen=True, slots=True)
class ChangePage:
    """`items` are JSON objects as text."""

    items: Sequence[str]
    has_more: bool
    next_cursor: str


async def changes(
    database: Database,
    peppers: Peppers,
    claim: Claim,
    types: Sequence[RecordType],
    limit: int,
    cursor: str | None,
) -> ChangePage:
    """Returns the changes after the cursor, with one statement. Without a cursor, returns no changes and a cursor for
    the current position.

    Raises InvalidCursor, CursorExpired, and what `read` raises.
    """
    identity = repr(("changes", claim.workspace_id, claim.user_id, *types))
    after = LogCursor.decode(cursor, identity, peppers) if cursor else None
    rows = await read(
        database,
        claim,
        _statement(page_size(limit)),
        after_xid=after and str(after.xid),
        after_id=after and after.id,
        types=[str(each) for each in types],
    )
    log = rows[0]
    if after is not None and not _is_valid(after, log):
        raise CursorExpired()
    found = [row for row in rows if row["change_id"] is not None]
    xid, entry_id, has_more = log["horizon"], 0, False
    if len(found) > limit:
        xid, entry_id, has_more = found[limit - 1]["xid"], found[limit - 1]["change_id"], True
    elif log["last_id"] is not None:
        xid, entry_id, has_more = log["last_xid"], log["last_id"], True
    next_cursor = LogCursor(log["history"], int(xid), entry_id).encode(identity, peppers)
    return ChangePage([row["json"] for row in found[:limit]], has_more, next_cursor)


def _is_valid(after: LogCursor, log: Any) -> bool:
    """Whether the log still has every entry after the cursor."""
    forgotten = log["forgotten"]
    return (
        after.history == log["history"]
        and after.xid <= int(log["horizon"])
        and (forgotten is None or int(forgotten) < after.xid)
    )


#: All transactions below this id have ended, and their changes are visible.
_HORIZON: ColumnElement[Any] = func.pg_snapshot_xmin(func.pg_current_snapshot(), type_=Xid8())

#: Identifies the server, its timeline and the log's file. Transaction ids may repeat after a restore from a backup or a
#: failover, so a cursor is valid in one history only. TRUNCATE starts a new file: an operator can use it after
#: restoring in a way that PostgreSQL can't detect.
_HISTORY = func.concat(
    select(column("system_identifier")).select_from(func.pg_control_system()).scalar_subquery(),
    literal_column("'/'"),
    select(column("timeline_id")).select_from(func.pg_control_checkpoint()).scalar_subquery(),
    literal_column("'/'"),
    func.pg_relation_filenode(literal_column("'record_changes'::regclass")),
)


@cache
def _statement(size: int) -> Statement:
    """Always returns a row with the log's position. It is joined to the visible changes, up to `size` + 1."""

    def rows(viewer: SqlViewer) -> AnySelect:
        last = _entries(viewer).offset(literal_column(str(SCAN_LIMIT - 1))).limit(literal_column("1")).lateral("last")
        found = _visible_changes(viewer).limit(sql_limit(size + 1)).lateral("found")
        return (
            select(
                Workspace.id,
                cast(_HORIZON, String).label("horizon"),
                cast(Workspace.changes_forgotten, String).label("forgotten"),
                _HISTORY.label("history"),
                cast(last.c.xid, String).label("last_xid"),
                last.c.id.label("last_id"),
                cast(found.c.xid, String).label("xid"),
                found.c.id.label("change_id"),
                found.c.json,
            )
            .select_from(Workspace)
            .outerjoin(last, true())
            .outerjoin(found, true())
            .where(Workspace.id == viewer.workspace_id)
            .order_by(found.c.xid, found.c.id)
        )

    return guarded(rows)


def _entries(viewer: SqlViewer) -> AnySelect:
    """The entries after the cursor, in order, up to the horizon: no entry can be added before it."""
    after = tuple_(
        cast(bindparam("after_xid", type_=String()), Xid8()), bindparam("after_id", type_=RecordChange.id.type)
    )
    return (
        select(RecordChange)
        .where(
            RecordChange.workspace_id == viewer.workspace_id,
            tuple_(RecordChange.xid, RecordChange.id) > after,
            RecordChange.xid < _HORIZON,
            generic_plan(),
        )
        .order_by(RecordChange.xid, RecordChange.id)
    )


def _visible_changes(viewer: SqlViewer) -> AnySelect:
    """The changes among `_entries` that concern the viewer, as JSON."""
    entry = _entries(viewer).limit(sql_limit(SCAN_LIMIT)).subquery("entry")
    # As the triggers write it, the workspace's own id stands for all its users.
    people: ColumnElement[Any] = array([viewer.user_id, viewer.workspace_id], type_=Uuid())
    gained, lost = entry.c.gained.op("&&")(people), entry.c.lost.op("&&")(people)
    more_than_access = entry.c.change != _literal(ChangeType.ACCESS)
    matters = or_(more_than_access, gained, lost)
    record = select(case((matters, _current_record(entry, viewer))).label("record")).correlate(entry)
    # With OFFSET, PostgreSQL computes the record once instead of at each place that uses it.
    current = record.offset(literal_column("0")).lateral("current")
    seen, exists = current.c.record.is_not(None), current.c.record != _DELETED
    types = bindparam("types", type_=ARRAY(String()))
    return (
        select(entry.c.xid, entry.c.id, _json(entry, current.c.record, exists).label("json"))
        .select_from(entry)
        .join(current, true())
        .where(
            or_(func.cardinality(types) == literal_column("0"), entry.c.type == any_(types)),
            # A record that the viewer does not see is reported only if they saw it before: others must not learn of it.
            case((seen, or_(more_than_access, and_(gained, exists))), else_=lost),
        )
        .order_by(entry.c.xid, entry.c.id)
    )


def _literal(word: str) -> ColumnElement[str]:
    """A string literal in the SQL: a parameter would be sent with each call."""
    return literal_column(f"'{word}'", String())


#: Stands for a record that the viewer may see but that is deleted, so no list has it.
_DELETED = _literal("null")


def _current_record(entry: FromClause, viewer: SqlViewer) -> ColumnElement[Any]:
    """The record as JSON if it is in the viewer's lists, _DELETED if it was deleted, null if they don't see it."""

    def read_with(reader: RecordReader) -> ColumnElement[Any]:
        record = reader.record
        return (
            select(case((not_deleted(record), reader.json(viewer, Projection())), else_=_DELETED))
            .where(record.id == entry.c.record_id, visible(record, viewer))
            .correlate_except(record)
            .scalar_subquery()
        )

    return case(*((entry.c.type == _literal(type_), read_with(reader)) for type_, reader in _READERS.items()))


def _json(entry: FromClause, record: ColumnElement[Any], exists: ColumnElement[bool]) -> ColumnElement[str]:
    change = entry.c.change
    kind = case(
        (exists & (change == _literal(ChangeType.ACCESS)), _literal(ChangeKind.ACCESS_CHANGED)),
        # Deleted, and restored since.
        (exists & (change == _literal(ChangeType.DELETED)), _literal(ChangeKind.UPDATED)),
        (exists, change),
        (or_(record.is_not(None), change == _literal(ChangeType.REMOVED)), _literal(ChangeKind.DELETED)),
        else_=_literal(ChangeKind.ACCESS_LOST),
    )
    return JsonObject(
        {
            "id": cast(entry.c.id, String),
            "type": entry.c.type,
            "change": kind,
            "record_id": entry.c.record_id,
            "at": moment(entry.c.at),
            "record": cast(record, JSON),
        }
    )
