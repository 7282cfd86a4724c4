"""Making, renaming and revoking one's own keys."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import Interval, func, literal, null, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from sami.auth import key_format
from sami.auth.actor import finish_changes
from sami.auth.key_hash import Peppers
from sami.auth.sessions import Person
from sami.db.locks import lock_number
from sami.errors import AlreadyRevoked, FieldError, NameTaken
from sami.keys import queries
from sami.keys.schemas import Expiry, Key, KeyPatch, NewKey
from sami.models.api_key import ApiKey
from sami.text import fold

log = structlog.get_logger()

# PostgreSQL adds months and years by the calendar, clipped to the month's last day, which is what people mean.
_INTERVALS = {
    Expiry.DAYS_30: "30 days",
    Expiry.DAYS_90: "90 days",
    Expiry.MONTHS_6: "6 months",
    Expiry.YEAR_1: "1 year",
}


@dataclass(frozen=True, slots=True)
class Created:
    """`secret` is the full key: to be said once, and kept nowhere."""

    key: Key
    secret: key_format.Key


async def create(session: AsyncSession, person: Person, new: NewKey, peppers: Peppers) -> Created:
    """Raises NameTaken when a live key of this person has the name."""
    await _require_free_name(session, person, new.name)
    secret = key_format.generate()
    row = ApiKey(
        workspace_id=person.workspace_id,
        user_id=person.user_id,
        name=new.name,
        folded_name=fold(new.name),
        prefix=secret.prefix,
        permission=new.permission,
        pepper_id=peppers.newest.id,
        digest=peppers.newest.digest(secret),
        created_at=func.statement_timestamp(),
        expires_at=_moment_of(new.expires_in),
    )
    session.add(row)
    await session.flush()
    return Created(await queries.one(session, person, row.id), secret)


async def rename(session: AsyncSession, person: Person, key_id: UUID, patch: KeyPatch) -> Key:
    """Raises NotFound, NameTaken, AlreadyRevoked."""
    await _require_free_name(session, person, patch.name, except_for=key_id)
    found = await session.scalar(
        update(ApiKey)
        .where(queries.own(person), ApiKey.id == key_id, ApiKey.revoked_at.is_(None))
        .values(name=patch.name, folded_name=fold(patch.name))
        .returning(ApiKey.id)
    )
    key = await queries.one(session, person, key_id)
    if found is None:
        raise AlreadyRevoked("A revoked key is a record of what was retired: its name stays.")
    return key


async def revoke(session: AsyncSession, person: Person, key_id: UUID) -> Key:
    """Ends the key. When this returns, no call that starts is accepted by any process, and no change by the key that
    was under way can still be committed. A revoked key stays as it is.

    Raises NotFound.
    """
    await session.execute(
        update(ApiKey)
        .where(queries.own(person), ApiKey.id == key_id, ApiKey.revoked_at.is_(None))
        .values(revoked_at=func.statement_timestamp(), revoked_by_id=person.user_id)
    )
    key = await queries.one(session, person, key_id)
    await session.commit()
    try:
        await finish_changes(session, person.user_id)
    except (SQLAlchemyError, OSError) as failure:
        # The key is dead; only a change that takes long is still under way. Better said in time than waited for.
        log.warning("revoked before the last change was done", prefix=key.prefix, exc_info=failure)
        await session.rollback()
    return key


def _moment_of(expiry: Expiry) -> Any:
    if expiry is Expiry.NEVER:
        return null()
    return func.statement_timestamp() + literal(_INTERVALS[expiry]).cast(Interval)


async def _require_free_name(
    session: AsyncSession, person: Person, name: str, *, except_for: UUID | None = None
) -> None:
    # An index can't say "not expired", so the person's own changes of names take turns instead.
    await session.execute(select(func.pg_advisory_xact_lock(lock_number("key names", person.user_id))))
    taken = await session.scalar(
        select(ApiKey.id).where(
            queries.own(person),
            queries.LIVE,
            ApiKey.folded_name == fold(name),
            ApiKey.id != (except_for or UUID(int=0)),
        )
    )
    if taken is not None:
        detail = f"You already have a key named '{name}'. Choose another name, or revoke that key first."
        raise NameTaken(detail, errors=[FieldError("/name", NameTaken.code, detail)])
