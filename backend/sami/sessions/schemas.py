"""Schemas of sessions in the settings API."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from sami.models.user import Role


class Credentials(BaseModel):
    model_config = ConfigDict(extra="forbid")

    email: Annotated[str, Field(min_length=1, max_length=254)]
    # Limited, so that an attacker can't keep argon2 busy with long ones.
    password: Annotated[str, Field(min_length=1, max_length=1000, repr=False)]


class SessionUser(BaseModel):
    id: UUID
    name: str
    email: str
    role: Role


class SessionWorkspace(BaseModel):
    id: UUID
    name: str


class SessionInfo(BaseModel):
    """Who is signed in."""

    user: SessionUser
    workspace: SessionWorkspace


class DemoAccount(BaseModel):
    email: str
    name: str
    role: Role
    workspace: str


class SignInHints(BaseModel):
    """For pages that work both signed in and signed out. There are no demo accounts in production."""

    signed_in: bool
    demo_accounts: list[DemoAccount]
    demo_password: str | None
