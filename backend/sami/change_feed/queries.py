"""Reading the log of changes as one user may: what they see of it now, and that what they saw is gone."""

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

#: Entries that a call looks at. Of most of them there may be nothing to tell to somebody who sees little.
LOOKED_AT = 1_000

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
    """What changed after the cursor, in one statement; without one nothing, and a cursor of now.

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
    now = rows[0]
    if after is not None and not _still_leads_on(after, now):
        raise CursorExpired()
    told = [row for row in rows if row["change_id"] is not None]
    xid, entry_id, has_more = now["horizon"], 0, False
    if len(told) > limit:
        xid, entry_id, has_more = told[limit - 1]["xid"], told[limit - 1]["change_id"], True
    elif now["last_id"] is not None:
        xid, entry_id, has_more = now["last_xid"], now["last_id"], True
    next_cursor = LogCursor(now["history"], int(xid), entry_id).encode(identity, peppers)
    return ChangePage([row["json"] for row in told[:limit]], has_more, next_cursor)


def _still_leads_on(after: LogCursor, now: Any) -> bool:
    """Whether all that came after the cursor is still in the log."""
    forgotten = now["forgotten"]
    return (
        after.history == now["history"]
        and after.xid <= int(now["horizon"])
        and (forgotten is None or int(forgotten) < after.xid)
    )


#: All transactions below are over, and what they changed is there to be seen.
_HORIZON: ColumnElement[Any] = func.pg_snapshot_xmin(func.pg_current_snapshot(), type_=Xid8())

#: The server, which of its pasts, and which log: after it was restored from a backup, or another took over, the numbers
#: of transactions may come again. TRUNCATE makes another log, for whoever restores what PostgreSQL can't know of.
_HISTORY = func.concat(
    select(column("system_identifier")).select_from(func.pg_control_system()).scalar_subquery(),
    literal_column("'/'"),
    select(column("timeline_id")).select_from(func.pg_control_checkpoint()).scalar_subquery(),
    literal_column("'/'"),
    func.pg_relation_filenode(literal_column("'record_changes'::regclass")),
)


@cache
def _statement(size: int) -> Statement:
    """Always yields a row that says how far the log goes; beside it, the changes to be told, one more than `size`."""

    def rows(viewer: SqlViewer) -> AnySelect:
        last = _entries(viewer).offset(literal_column(str(LOOKED_AT - 1))).limit(literal_column("1")).lateral("last")
        told = _told(viewer).limit(sql_limit(size + 1)).lateral("told")
        return (
            select(
                Workspace.id,
                cast(_HORIZON, String).label("horizon"),
                cast(Workspace.changes_forgotten, String).label("forgotten"),
                _HISTORY.label("history"),
                cast(last.c.xid, String).label("last_xid"),
                last.c.id.label("last_id"),
                cast(told.c.xid, String).label("xid"),
                told.c.id.label("change_id"),
                told.c.json,
            )
            .select_from(Workspace)
            .outerjoin(last, true())
            .outerjoin(told, true())
            .where(Workspace.id == viewer.workspace_id)
            .order_by(told.c.xid, told.c.id)
        )

    return guarded(rows)


def _entries(viewer: SqlViewer) -> AnySelect:
    """Those after the cursor, in order, as far as nothing can come between them any more."""
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


def _told(viewer: SqlViewer) -> AnySelect:
    """Of those the ones that matter to the viewer, as JSON."""
    entry = _entries(viewer).limit(sql_limit(LOOKED_AT)).subquery("entry")
    # As the triggers write them: the workspace's own id stands for everybody.
    people: ColumnElement[Any] = array([viewer.user_id, viewer.workspace_id], type_=Uuid())
    gained, lost = entry.c.gained.op("&&")(people), entry.c.lost.op("&&")(people)
    more_than_access = entry.c.change != _word(ChangeType.ACCESS)
    matters = or_(more_than_access, gained, lost)
    record = select(case((matters, _as_it_is(entry, viewer))).label("record")).correlate(entry)
    # For OFFSET PostgreSQL reads it once, rather than at each place that it is used in.
    now = record.offset(literal_column("0")).lateral("now")
    seen, there = now.c.record.is_not(None), now.c.record != _DELETED
    types = bindparam("types", type_=ARRAY(String()))
    return (
        select(entry.c.xid, entry.c.id, _json(entry, now.c.record, there).label("json"))
        .select_from(entry)
        .join(now, true())
        .where(
            or_(func.cardinality(types) == literal_column("0"), entry.c.type == any_(types)),
            # What nobody else sees either is told of to those alone who did: to others it would be news.
            case((seen, or_(more_than_access, and_(gained, there))), else_=lost),
        )
        .order_by(entry.c.xid, entry.c.id)
    )


def _word(word: str) -> ColumnElement[str]:
    """Part of the SQL: as parameters they would be sent with each call."""
    return literal_column(f"'{word}'", String())


#: In the place of a record that the viewer sees, and would find in no list.
_DELETED = _word("null")


def _as_it_is(entry: FromClause, viewer: SqlViewer) -> ColumnElement[Any]:
    """The record as JSON if it is in the viewer's lists, _DELETED if it was deleted, null if they don't see it."""

    def of(reader: RecordReader) -> ColumnElement[Any]:
        record = reader.record
        return (
            select(case((not_deleted(record), reader.json(viewer, Projection())), else_=_DELETED))
            .where(record.id == entry.c.record_id, visible(record, viewer))
            .correlate_except(record)
            .scalar_subquery()
        )

    return case(*((entry.c.type == _word(type_), of(reader)) for type_, reader in _READERS.items()))


def _json(entry: FromClause, record: ColumnElement[Any], there: ColumnElement[bool]) -> ColumnElement[str]:
    change = entry.c.change
    kind = case(
        (there & (change == _word(ChangeType.ACCESS)), _word(ChangeKind.ACCESS_CHANGED)),
        # And restored since.
        (there & (change == _word(ChangeType.DELETED)), _word(ChangeKind.UPDATED)),
        (there, change),
        (or_(record.is_not(None), change == _word(ChangeType.REMOVED)), _word(ChangeKind.DELETED)),
        else_=_word(ChangeKind.ACCESS_LOST),
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
