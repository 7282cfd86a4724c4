"""Who sees a record and who may change it: the one predicate behind every list, look-up, search, count and change.

    see:  the owner · workspace admins · everyone in the workspace if the visibility is `workspace`
          · members of any team that the owner is in if the visibility is `team`
          A deal or message with a contact is visible only to users who also see that contact.
    edit: the owner · workspace admins · members of any team that the owner is in unless the visibility is `private`

Records without an owner (pipelines, stages) are visible to the whole workspace; workspace admins change them. Users,
roles and teams are those at the moment when the statement runs (ADR 1). Nothing crosses workspaces. A record that the
caller can't see is treated as one that doesn't exist. `tests/backend/model.py` states the same rules in plain Python,
and a property test compares the two.
"""

from typing import Any, Protocol

from sqlalchemy import ColumnElement, and_, exists, inspect, literal_column, or_, select, true
from sqlalchemy.orm import aliased

from sami.models.record import OnDelete, Record, TenantRow, Versioned, Visibility
from sami.models.team import TeamMember
from sami.models.user import Role


class Viewer(Protocol):
    """The user whose visibility a statement applies, as SQL: bound parameters, or columns of another table in it."""

    @property
    def workspace_id(self) -> ColumnElement[Any]: ...
    @property
    def user_id(self) -> ColumnElement[Any]: ...
    @property
    def role(self) -> ColumnElement[Any]: ...


# In the functions below, `row` is a mapped class or an alias of one.


def visible(row: type[TenantRow], viewer: Viewer) -> ColumnElement[bool]:
    """Returns a condition: true for the rows that the viewer can see, including deleted ones."""
    conditions = [row.workspace_id == viewer.workspace_id]
    kind = _kind(row)
    if issubclass(kind, Record):
        conditions.append(_visible_by_itself(row, viewer))  # type: ignore[arg-type]  # mypy doesn't know the alias's class
    if issubclass(kind, Versioned):
        conditions += [
            or_(getattr(row, member).is_(None), reference_visible(row, member, viewer))
            for member, reference in kind.references.items()
            if reference.limits_visibility
        ]
    return and_(*conditions)


def editable(row: type[Versioned], viewer: Viewer) -> ColumnElement[bool]:
    """Returns a condition: true for the rows that the viewer may change. Use it together with `visible`."""
    if not issubclass(_kind(row), Record):
        return viewer.role == Role.ADMIN
    record: type[Record] = row  # type: ignore[assignment]  # checked above
    return or_(
        record.owner_id == viewer.user_id,
        viewer.role == Role.ADMIN,
        and_(record.visibility != Visibility.PRIVATE, _owner_is_teammate(record, viewer)),
    )


def reference_visible(row: type[TenantRow], member: str, viewer: Viewer) -> ColumnElement[bool]:
    """Returns a condition: true for the rows whose `member` refers to a record that the viewer can see."""
    other = aliased(_kind(row).references[member].to)  # type: ignore[attr-defined]
    seen = select(other.id).where(other.id == getattr(row, member), visible(other, viewer))
    # One look-up for each row. `correlate_except` keeps the viewer that of the outermost statement, however deep this
    # is nested. OFFSET 0 keeps PostgreSQL from first reading everything that the viewer can see, which would pay off
    # only for lists that are read to their end.
    return exists(seen.correlate_except(other).offset(literal_column("0")))


def not_deleted(row: type[TenantRow]) -> ColumnElement[bool]:
    """Returns a condition: true for the rows that are not deleted and have no deleted parent."""
    kind = _kind(row)
    if not issubclass(kind, Versioned):
        return true()
    conditions = [row.deleted_at.is_(None)]  # type: ignore[attr-defined]
    for member, reference in kind.references.items():
        if reference.on_delete is OnDelete.CASCADE:
            parent = aliased(reference.to)
            is_parent = and_(parent.workspace_id == row.workspace_id, parent.id == getattr(row, member))
            conditions.append(exists(select(parent.id).where(is_parent, not_deleted(parent))))
    return and_(*conditions)


def _kind(row: type[TenantRow]) -> type[TenantRow]:
    kind: type[TenantRow] = inspect(row).mapper.class_
    return kind


def _visible_by_itself(record: type[Record], viewer: Viewer) -> ColumnElement[bool]:
    return or_(
        record.owner_id == viewer.user_id,
        viewer.role == Role.ADMIN,
        record.visibility == Visibility.WORKSPACE,
        and_(record.visibility == Visibility.TEAM, _owner_is_teammate(record, viewer)),
    )


def _owner_is_teammate(record: type[Record], viewer: Viewer) -> ColumnElement[bool]:
    """Returns a condition. Its subquery depends only on the viewer, so PostgreSQL runs it at most once per statement,
    when a row first needs it.
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
