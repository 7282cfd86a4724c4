"""Who sees a record and who may change it: the one predicate behind every list, look-up, search and change.

    see:  its owner · workspace admins · everyone, when its visibility is `workspace`
          · members of any team the owner is in, when it is `team`
    edit: its owner · workspace admins · members of any team the owner is in, unless it is `private`

The teams are those at the moment the statement runs. `tests/backend/model.py` says the same in plain Python, and
hypothesis compares the two.
"""

from typing import Any, Protocol

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from sami.models.record import Record, Visibility
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


def visible(record: type[Record], viewer: Viewer) -> ColumnElement[bool]:
    """True for the records of the viewer's workspace that the viewer can see."""
    return and_(
        record.workspace_id == viewer.workspace_id,
        or_(
            record.owner_id == viewer.user_id,
            viewer.role == Role.ADMIN,
            record.visibility == Visibility.WORKSPACE,
            and_(record.visibility == Visibility.TEAM, _owner_is_teammate(record, viewer)),
        ),
    )


def editable(record: type[Record], viewer: Viewer) -> ColumnElement[bool]:
    """True for the records of the viewer's workspace that the viewer may change. Implies `visible` but for records of
    teammates, which are `team` or `workspace` and so visible too."""
    return and_(
        record.workspace_id == viewer.workspace_id,
        or_(
            record.owner_id == viewer.user_id,
            viewer.role == Role.ADMIN,
            and_(record.visibility != Visibility.PRIVATE, _owner_is_teammate(record, viewer)),
        ),
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
