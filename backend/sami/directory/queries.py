"""Reads the users and teams of a workspace."""

from typing import Any

from sqlalchemy import ARRAY, Boolean, ColumnElement, Uuid, bindparam, exists, func, select

from sami.directory import schemas
from sami.models.team import Team, TeamMember
from sami.models.user import User
from sami.records.reader import RecordReader


def _ids(column: Any, *where: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.array(select(column).where(*where).order_by(column).scalar_subquery(), type_=ARRAY(Uuid()))


def _memberships(user_id: Any, team_id: Any, workspace_id: Any) -> ColumnElement[bool]:
    return exists().where(
        TeamMember.workspace_id == workspace_id, TeamMember.team_id == team_id, TeamMember.user_id == user_id
    )


USERS = RecordReader(
    User,
    "user",
    schema=schemas.User,
    query=schemas.UserFilters,
    sorts={"created_at": None, "name": None},
    for_admin_keys=True,
    filters={
        "active": lambda name: User.deactivated_at.is_(None) == bindparam(name, type_=Boolean()),
        "team_id": lambda name: _memberships(User.id, bindparam(name, type_=Uuid()), User.workspace_id),
    },
    computed={
        "active": lambda user: user.deactivated_at.is_(None),
        "team_ids": lambda user: _ids(
            TeamMember.team_id, TeamMember.workspace_id == user.workspace_id, TeamMember.user_id == user.id
        ),
    },
)

TEAMS = RecordReader(
    Team,
    "team",
    schema=schemas.Team,
    query=schemas.TeamFilters,
    sorts={"created_at": None, "name": None},
    for_admin_keys=True,
    filters={"member_id": lambda name: _memberships(bindparam(name, type_=Uuid()), Team.id, Team.workspace_id)},
    computed={
        "member_ids": lambda team: _ids(
            TeamMember.user_id, TeamMember.workspace_id == team.workspace_id, TeamMember.team_id == team.id
        )
    },
)
