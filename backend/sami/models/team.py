from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from sami.db.base import Base, TenantId
from sami.models.record import TenantRow


class Team(TenantRow, Base):
    """A team of users. They see each other's records with visibility `team`, and may edit all but private ones."""

    __tablename__ = "teams"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id"], ["workspaces.id"]),
        Index("uq_teams_workspace_id_name", "workspace_id", "name", unique=True),
    )

    name: Mapped[str]


class TeamMember(Base):
    """A user's membership of a team."""

    __tablename__ = "team_members"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "team_id"], ["teams.workspace_id", "teams.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["workspace_id", "user_id"], ["users.workspace_id", "users.id"], ondelete="CASCADE"),
        Index("ix_team_members_workspace_id_user_id", "workspace_id", "user_id"),
    )

    workspace_id: Mapped[TenantId]
    team_id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(primary_key=True)
