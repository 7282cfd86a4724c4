"""The schemas of users and teams, and their filters."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from sami.models.user import Role
from sami.records.schemas import RowFilters
from sami.records.values import Email, Moment


class User(BaseModel):
    """A person of the workspace."""

    id: Annotated[UUID, Field(description="UUIDv7.")]
    name: Annotated[str, Field(examples=["Maya Lindqvist"])]
    email: Annotated[str, Field(examples=["maya@example.com"])]
    role: Annotated[Role, Field(description="Admins see and change all records of the workspace.")]
    active: Annotated[bool, Field(description="Whether the person can sign in and their keys work.")]
    team_ids: Annotated[list[UUID], Field(description="The teams they are in.")]
    created_at: Moment


class Team(BaseModel):
    """People who share the records that are visible to a team."""

    id: Annotated[UUID, Field(description="UUIDv7.")]
    name: Annotated[str, Field(examples=["Sales"])]
    member_ids: Annotated[list[UUID], Field(description="The users in it.")]
    created_at: Moment


class UserFilters(RowFilters):
    email: Email | None = Field(default=None, description="In any spelling of upper and lower case.")
    role: Role | None = Field(default=None, description="With this role.")
    active: bool | None = Field(default=None, description="Only those who can, or can't, sign in.")
    team_id: UUID | None = Field(default=None, description="In this team.")


class TeamFilters(RowFilters):
    name: str | None = Field(default=None, description="With exactly this name.")
    member_id: UUID | None = Field(default=None, description="With this user in it.")
