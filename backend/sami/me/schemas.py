from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from sami.auth.permission import Permission
from sami.models.user import Role


class MyUser(BaseModel):
    """The person that the key acts as."""

    id: UUID
    name: str
    email: str
    role: Role


class MyWorkspace(BaseModel):
    id: UUID
    name: str


class MyKey(BaseModel):
    """The key that made this call."""

    id: UUID
    name: str
    prefix: Annotated[str, Field(examples=["sami_4fJk29sLqZ"])]
    permission: Permission
    expires_at: datetime | None


class Me(BaseModel):
    """Who the key acts as, and its rights."""

    user: MyUser
    workspace: MyWorkspace
    key: MyKey
    rights: Annotated[
        list[str], Field(description="What the key can do: what its permission allows and its owner may do.")
    ]
