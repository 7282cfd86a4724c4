"""Sessions of the settings panel: a random token in a cookie, and its SHA-256 in the database.

Every request looks up the session together with its user, so signing out and deactivation take effect at once.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import and_, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from sami.auth.refusals import select_admin_names
from sami.client import Client
from sami.models.session import Session
from sami.models.user import Role, User
from sami.models.workspace import Workspace

LIFETIME = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Person:
    """A signed-in user, proven in the running transaction. `client` is where the current request came from."""

    workspace_id: UUID
    workspace_name: str
    user_id: UUID
    name: str
    email: str
    role: Role
    session_id: UUID
    client: Client


async def start(session: AsyncSession, user: User, client: Client) -> str:
    """Starts a session and returns its token, which goes into the cookie and is not stored."""
    token = secrets.token_urlsafe(32)
    session.add(
        Session(
            workspace_id=user.workspace_id,
            user_id=user.id,
            token_hash=_hash(token),
            expires_at=func.now() + LIFETIME,
            ip=client.ip,
            agent=client.agent,
        )
    )
    await session.flush()
    return token


async def find(session: AsyncSession, token: str, client: Client) -> Person | None:
    """Returns the session's user; None if the session has ended or the user is deactivated."""
    row = (
        await session.execute(
            select(Session.id, User.id, User.name, User.email, User.role, Workspace.id, Workspace.name)
            .join(User, and_(User.workspace_id == Session.workspace_id, User.id == Session.user_id))
            .join(Workspace, Workspace.id == Session.workspace_id)
            .where(
                Session.token_hash == _hash(token),
                Session.expires_at > func.now(),
                User.deactivated_at.is_(None),
            )
        )
    ).one_or_none()
    if row is None:
        return None
    session_id, user_id, name, email, role, workspace_id, workspace_name = row
    return Person(workspace_id, workspace_name, user_id, name, email, Role(role), session_id, client)


async def end(session: AsyncSession, person: Person) -> None:
    """Ends the session that authenticated `person`."""
    await session.execute(
        delete(Session).where(Session.workspace_id == person.workspace_id, Session.id == person.session_id)
    )


async def admin_names(session: AsyncSession, person: Person) -> list[str]:
    """Returns the names of some workspace admins that the person can ask for help."""
    return list(await session.scalars(select_admin_names(person.workspace_id)))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()
