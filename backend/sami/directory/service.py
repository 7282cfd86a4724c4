"""Creates and deactivates users, for operators at the command line."""

from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from sami.audit.writer import record_by_operator
from sami.auth.actor import wait_for_inflight_writes
from sami.auth.passwords import hash_password
from sami.db.database import Database
from sami.models import User, Workspace
from sami.models.audit_event import Action
from sami.models.user import Role
from sami.records.values import Email, ShortText


class DirectoryError(Exception):
    """A user could not be created or deactivated. The message is one line for the operator."""


class NewUser(BaseModel):
    """The user that `sami user create` adds."""

    workspace: Annotated[ShortText, Field(min_length=1)]
    email: Email
    name: Annotated[ShortText, Field(min_length=1)]
    role: Role
    password: Annotated[str, Field(min_length=8, max_length=1000, repr=False)]


async def create_user(url: str, new: NewUser) -> None:
    """Creates the user, and the workspace if none has this name. Raises DirectoryError when the address is taken."""
    password_hash = hash_password(new.password)
    try:
        async with Database.open(url) as database, database.transaction() as session:
            workspace_id = await session.scalar(select(Workspace.id).where(Workspace.name == new.workspace))
            if workspace_id is None:
                workspace = Workspace(name=new.workspace)
                session.add(workspace)
                await session.flush()
                workspace_id = workspace.id
            session.add(
                User(
                    workspace_id=workspace_id,
                    email=new.email,
                    name=new.name,
                    role=new.role,
                    password_hash=password_hash,
                )
            )
    except IntegrityError as cause:
        raise DirectoryError(f"{new.email} already has an account.") from cause


async def deactivate_user(url: str, email: str) -> str:
    """Deactivates the user with this address, waits for their running changes (ADR 2), and returns their name.

    Raises DirectoryError when nobody has this address, or a change is still running after the wait.
    """
    async with Database.open(url) as database, database.transaction() as session:
        user = await session.scalar(select(User).where(User.email == email.strip().lower()).with_for_update())
        if user is None:
            raise DirectoryError(f"There is no user with the email address {email}.")
        if user.deactivated_at is None:
            user.deactivated_at = func.statement_timestamp()
            record_by_operator(session, user.workspace_id, user.id, Action.USER_DEACTIVATED)
            await session.commit()
            try:
                await wait_for_inflight_writes(session, user.id)
            except (SQLAlchemyError, OSError) as cause:
                raise DirectoryError(
                    f"{user.name} is deactivated, but one of their changes is still running."
                ) from cause
        return user.name
