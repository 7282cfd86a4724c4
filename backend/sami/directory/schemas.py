"""The schemas of users and teams, and their filters."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from sami.models.user import Role
from sami.records.schemas import RowFilters
from sami.records.values import Email, Moment


class User(BaseModel):
    """A person in the workspace."""

    id: Annotated[UUID, Field(description="UUIDv7.")]
    name: Annotated[str, Field(examples=["Maya Lindqvist"])]
    email: Annotated[str, Field(examples=["maya@example.com"])]
    role: Annotated[Role, Field(description="Admins can see and change all records of the workspace.")]
    active: Annotated[bool, Field(description="Whether the person can sign in and use their keys.")]
    team_ids: Annotated[list[UUID], Field(description="The teams that the person is in.")]
    created_at: Moment


class Team(BaseModel):
    """A group of people who can see each other's records with `team` visibility."""

    id: Annotated[UUID, Field(description="UUIDv7.")]
    name: Annotated[str, Field(examples=["Sales"])]
    member_ids: Annotated[list[UUID], Field(description="The users in the team.")]
    created_at: Moment


class UserFilters(RowFilters):
    email: Email | None = Field(default=None, description="Users with this email address, ignoring case.")
    role: Role | None = Field(default=None, description="Users with this role.")
    active: bool | None = Field(default=None, description="Users who can (true) or can't (false) sign in.")
    team_id: UUID | None = Field(default=None, description="Users in this team.")


class TeamFilters(RowFilters):
    name: str | None = Field(default=None, description="Teams with exactly this name.")
    member_id: UUID | None = Field(default=None, description="Teams with this user.")
