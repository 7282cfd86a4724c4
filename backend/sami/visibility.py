"""Who sees a record and who may change it: the one predicate behind every list, look-up, search, count and change.

    see:  its owner · workspace admins · everyone, when its visibility is `workspace`
          · members of any team the owner is in, when it is `team`
          and, where it is seen through a contact, only who sees that contact too
    edit: its owner · workspace admins · members of any team the owner is in, unless it is `private`

What has no owner is seen by its whole workspace and changed by workspace admins. The teams are those at the moment the
statement runs. `tests/backend/model.py` says the same in plain Python, and hypothesis compares the two.
"""

from typing import Any, Protocol

from sqlalchemy import ColumnElement, and_, exists, inspect, literal_column, or_, select, true
from sqlalchemy.orm import aliased

from sami.models.record import OnDelete, Record, TenantRow, Versioned, Visibility
from sami.models.team import TeamMember
from sami.models.user import Role


class Viewer(Protocol):
    """The person whose eyes a statement looks through, as SQL: bound values or columns of a row beside it."""

    @property
    def workspace_id(self) -> ColumnElement[Any]: ...
    @property
    def user_id(self) -> ColumnElement[Any]: ...
    @property
    def role(self) -> ColumnElement[Any]: ...


# A `row` is a mapped class or an alias of one.


def visible(row: type[TenantRow], viewer: Viewer) -> ColumnElement[bool]:
    """True for the rows of the viewer's workspace that the viewer can see, deleted ones included."""
    conditions = [row.workspace_id == viewer.workspace_id]
    kind = _kind(row)
    if issubclass(kind, Record):
        conditions.append(_seen_by_itself(row, viewer))  # type: ignore[arg-type]  # mypy doesn't know the alias's class
    if issubclass(kind, Versioned):
        conditions += [
            or_(getattr(row, member).is_(None), reference_visible(row, member, viewer))
            for member, reference in kind.references.items()
            if reference.limits_visibility
        ]
    return and_(*conditions)


def editable(row: type[Versioned], viewer: Viewer) -> ColumnElement[bool]:
    """True for the visible rows that the viewer may change; to be asked beside `visible`."""
    if not issubclass(_kind(row), Record):
        return viewer.role == Role.ADMIN
    record: type[Record] = row  # type: ignore[assignment]  # asked in the line above
    return or_(
        record.owner_id == viewer.user_id,
        viewer.role == Role.ADMIN,
        and_(record.visibility != Visibility.PRIVATE, _owner_is_teammate(record, viewer)),
    )


def reference_visible(row: type[TenantRow], member: str, viewer: Viewer) -> ColumnElement[bool]:
    """True for the rows whose `member` names a record that the viewer can see."""
    there = aliased(_kind(row).references[member].to)  # type: ignore[attr-defined]
    seen = select(there.id).where(there.id == getattr(row, member), visible(there, viewer))
    # A look-up for each row. The viewer stays the one of the statement, however deep this stands in it; and for OFFSET
    # PostgreSQL does without reading all that they see first, as it would for lists that were read to their end.
    return exists(seen.correlate_except(there).offset(literal_column("0")))


def not_deleted(row: type[TenantRow]) -> ColumnElement[bool]:
    """True for the rows that are not deleted, nor part of one that is."""
    kind = _kind(row)
    if not issubclass(kind, Versioned):
        return true()
    conditions = [row.deleted_at.is_(None)]  # type: ignore[attr-defined]
    for member, reference in kind.references.items():
        if reference.on_delete is OnDelete.CASCADE:
            parent = aliased(reference.to)
            same = and_(parent.workspace_id == row.workspace_id, parent.id == getattr(row, member))
            conditions.append(exists(select(parent.id).where(same, not_deleted(parent))))
    return and_(*conditions)


def _kind(row: type[TenantRow]) -> type[TenantRow]:
    kind: type[TenantRow] = inspect(row).mapper.class_
    return kind


def _seen_by_itself(record: type[Record], viewer: Viewer) -> ColumnElement[bool]:
    return or_(
        record.owner_id == viewer.user_id,
        viewer.role == Role.ADMIN,
        record.visibility == Visibility.WORKSPACE,
        and_(record.visibility == Visibility.TEAM, _owner_is_teammate(record, viewer)),
    )


def _owner_is_teammate(record: type[Record], viewer: Viewer) -> ColumnElement[bool]:
    """The subquery depends on the viewer alone, so PostgreSQL runs it once a statement, and only when a row needs
    it.
    """
    mine, theirs = aliased(TeamMember), aliased(TeamMember)
    return record.owner_id.in_(
        select(theirs.user_id)
        .join(mine, and_(mine.workspace_id == theirs.workspace_id, mine.team_id == theirs.team_id))
        .where(
            mine.workspace_id == viewer.workspace_id,
            theirs.workspace_id == viewer.workspace_id,
            mine.user_id == viewer.user_id,
        )
    )
