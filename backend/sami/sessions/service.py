"""Signs people in and out."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from sami.audit.writer import record
from sami.auth import sessions
from sami.auth.passwords import Passwords
from sami.client import Client
from sami.db.database import Database
from sami.errors.types import InvalidCredentials
from sami.models.audit_event import Action
from sami.models.user import User
from sami.sessions.schemas import Credentials
from sami.text import has_control_characters


async def sign_in(
    database: Database, credentials: Credentials, passwords: Passwords, client: Client
) -> tuple[str, sessions.Person]:
    """Starts a session. Returns its token and the signed-in person.

    Raises InvalidCredentials: the same error, after the same work, for an unknown address, a wrong password and a
    deactivated user.
    """
    email = credentials.email.strip().lower()
    async with database.transaction() as session:
        # The database can't store an address with control characters, so it gets the error for an unknown one.
        active_user = select(User).where(User.email == email, User.deactivated_at.is_(None))
        user = None if has_control_characters(email) else await session.scalar(active_user)
    # Between the transactions, so that no connection is held while the password is hashed.
    if not await passwords.matches(credentials.password, user.password_hash if user else None) or user is None:
        raise InvalidCredentials("Check both and try again.")
    async with database.transaction() as session:
        token = await sessions.start(session, user, client)
        person = await sessions.find(session, token, client)
        if person is not None:
            record(session, person, Action.SIGNED_IN)
    if person is None:
        raise InvalidCredentials("Check both and try again.")
    return token, person


async def sign_out(session: AsyncSession, person: sessions.Person) -> None:
    """Ends the session that authenticated the person."""
    await sessions.end(session, person)
    record(session, person, Action.SIGNED_OUT)
