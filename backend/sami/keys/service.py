"""Creates, renames, replaces and revokes keys. The same transaction records each action in the audit trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import ARRAY, Interval, Row, String, Uuid, any_, bindparam, func, literal, null, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from sami.audit.writer import LeakedKey, record, record_leaked
from sami.auth import key_format
from sami.auth.actor import wait_for_inflight_writes
from sami.auth.key_hash import Peppers
from sami.auth.permission import Permission
from sami.auth.sessions import Person
from sami.db.failures import is_unavailability, one_line
from sami.db.locks import lock_number
from sami.db.statement import AnySelect
from sami.errors.types import AlreadyExpired, AlreadyReplaced, AlreadyRevoked, FieldError, NameTaken, NotFound
from sami.keys import queries
from sami.keys.schemas import Expiry, Grace, Key, KeyPatch, NewKey
from sami.models.api_key import ApiKey
from sami.models.audit_event import Action
from sami.models.key_usage import KeyUsage
from sami.text import fold

log = structlog.get_logger()

# PostgreSQL adds calendar months and years, and clips to the last day of the month, as people expect.
_LIFETIMES = {
    Expiry.DAYS_30: "30 days",
    Expiry.DAYS_90: "90 days",
    Expiry.MONTHS_6: "6 months",
    Expiry.YEAR_1: "1 year",
}

#: The digest of no key.
_DUMMY_DIGEST = bytes(32)

_GRACE_PERIODS = {Grace.HOUR_1: "1 hour", Grace.HOURS_24: "24 hours", Grace.DAYS_7: "7 days"}


@dataclass(frozen=True, slots=True)
class IssuedKey:
    """A new key. `secret` is the full key, which is sent in one response and stored nowhere."""

    key: Key
    secret: key_format.KeySecret


async def create(session: AsyncSession, person: Person, new: NewKey, peppers: Peppers) -> IssuedKey:
    """Creates a key. Raises NameTaken if an active key of the person has this name."""
    await _require_available_name(session, person, new.name)
    return await _issue(
        session,
        person,
        peppers,
        name=new.name,
        permission=new.permission,
        expires_at=_expires_at(new.expires_in),
    )


async def rename(session: AsyncSession, person: Person, key_id: UUID, patch: KeyPatch) -> Key:
    """Renames one of the person's own keys. Raises NotFound, NameTaken, AlreadyRevoked."""
    await _require_available_name(session, person, patch.name, except_for=key_id)
    row = await _lock_key(session, person, key_id)
    if row.revoked_at is not None:
        raise AlreadyRevoked("A revoked key is kept as a record, so it can't be renamed.")
    if row.name != patch.name:
        record(session, person, Action.KEY_RENAMED, key_id=key_id, detail={"from": row.name, "to": patch.name})
        row.name, row.folded_name = patch.name, fold(patch.name)
        await session.flush()
    return await queries.get_key(session, queries.owned_by(person), key_id)


async def replace(session: AsyncSession, person: Person, key_id: UUID, grace: Grace, peppers: Peppers) -> IssuedKey:
    """Creates a key with the same name, permission and expiry as an existing one (ADR 8).

    The old key keeps working for the grace period, but not beyond its own expiry. Without a grace period it is revoked;
    then call `commit_and_drain` afterwards.

    Raises NotFound, AlreadyRevoked, AlreadyReplaced, AlreadyExpired.
    """
    await _lock_names(session, person)
    old = await _lock_key(session, person, key_id)
    if old.revoked_at is not None:
        raise AlreadyRevoked("A revoked key can't be replaced. Create a new key.")
    if await session.scalar(select(queries.IS_EXPIRED).where(queries.owned_by(person), ApiKey.id == key_id)):
        raise AlreadyExpired(
            "An expired key can't be replaced: the replacement would already have expired. Create a new key."
        )
    if old.replaced_at is not None:
        raise AlreadyReplaced("Replace its replacement instead, or revoke either key.")
    issued = await _issue(
        session,
        person,
        peppers,
        name=old.name,
        permission=Permission(old.permission),
        expires_at=old.expires_at,
        replaces=old.prefix,
    )
    calls = select(func.coalesce(func.max(KeyUsage.calls), 0)).where(
        KeyUsage.workspace_id == person.workspace_id, KeyUsage.key_id == key_id
    )
    values: dict[str, Any] = {
        "replaced_at": func.statement_timestamp(),
        "replaced_by_id": issued.key.id,
        "calls_when_replaced": calls.scalar_subquery(),
    }
    if grace is Grace.NONE:
        values |= {"revoked_at": func.statement_timestamp(), "revoked_by_id": person.user_id}
    else:
        # LEAST ignores NULL, which here means never.
        grace_ends_at = func.statement_timestamp() + _interval(_GRACE_PERIODS[grace])
        values["expires_at"] = func.least(ApiKey.expires_at, grace_ends_at)
    stops_at = await session.scalar(
        update(ApiKey)
        .where(queries.owned_by(person), ApiKey.id == key_id)
        .values(values)
        .returning(func.coalesce(ApiKey.revoked_at, ApiKey.expires_at))
        .execution_options(synchronize_session=False)
    )
    record(
        session,
        person,
        Action.KEY_REPLACED,
        key_id=key_id,
        detail={
            "grace": grace,
            "stops_at": _rfc3339(stops_at),
            "new_key_id": str(issued.key.id),
            "new_prefix": issued.key.prefix,
        },
    )
    await session.flush()
    return IssuedKey(await queries.get_key(session, queries.owned_by(person), issued.key.id), issued.secret)


async def revoke(session: AsyncSession, person: Person, key_filter: queries.KeyFilter, key_id: UUID) -> UUID:
    """Revokes a key and returns its owner's id. A key that is already revoked stays unchanged.

    Call `commit_and_drain` afterwards. Raises NotFound if the key doesn't exist or isn't in `key_filter`.
    """
    owner_id: UUID | None = await session.scalar(
        update(ApiKey)
        .where(key_filter, ApiKey.id == key_id, ApiKey.revoked_at.is_(None))
        .values(revoked_at=func.statement_timestamp(), revoked_by_id=person.user_id)
        .returning(ApiKey.user_id)
    )
    if owner_id is not None:
        record(session, person, Action.KEY_REVOKED, user_id=owner_id, key_id=key_id)
        return owner_id
    owner_id = await session.scalar(select(ApiKey.user_id).where(key_filter, ApiKey.id == key_id))
    if owner_id is None:
        raise NotFound()
    return owner_id


async def revoke_leaked(session: AsyncSession, reported: Sequence[key_format.KeySecret], peppers: Peppers) -> set[UUID]:
    """Revokes those of `reported` that exist and aren't revoked yet. Returns their owners' ids.

    Neither the statements nor the hashes depend on which of them exist, so an observer can't tell (ADR 18).
    """
    candidates = await session.execute(_SELECT_REPORTED, {"prefixes": [key.prefix for key in reported]})
    by_prefix = {row.prefix: row for row in candidates}
    leaked = {
        row.id: row for key in reported if (row := _verify_row(key, by_prefix.get(key.prefix), peppers)) is not None
    }
    # Always in the same order, so that two reports of the same keys don't deadlock.
    rows = [leaked[key_id] for key_id in sorted(leaked)]
    revoked = await session.execute(
        _REVOKE_REPORTED,
        {"workspace_ids": [row.workspace_id for row in rows], "key_ids": [row.id for row in rows]},
        execution_options={"synchronize_session": False},
    )
    keys = [LeakedKey(*row) for row in revoked]
    await record_leaked(session, keys)
    return {key.user_id for key in keys}


async def commit_and_drain(session: AsyncSession, owner_id: UUID) -> None:
    """Commits the end of a key, then waits for the writes that its owner's keys have started (ADR 2).

    When this returns, no process accepts a new call with the key, and no write by it can still be committed.
    """
    await session.commit()
    try:
        await wait_for_inflight_writes(session, owner_id)
    except Exception as failure:
        if not is_unavailability(failure):
            raise
        # The key is dead. A slow write may still be in progress; the owner should get a response before it ends.
        log.warning("key revoked while a change is still running", user_id=str(owner_id), cause=one_line(failure))
        await session.rollback()


# Not restricted to a workspace, like every look-up of a key from a request.
_SELECT_REPORTED: AnySelect = select(
    ApiKey.workspace_id, ApiKey.id, ApiKey.prefix, ApiKey.pepper_id, ApiKey.digest
).where(ApiKey.prefix == any_(bindparam("prefixes", type_=ARRAY(String()))))

_LEAKED = (
    func.unnest(*(bindparam(name, type_=ARRAY(Uuid())) for name in ("workspace_ids", "key_ids")))
    .table_valued("workspace_id", "id")
    .render_derived("leaked")
)
_REVOKE_REPORTED = (
    update(ApiKey)
    .where(ApiKey.workspace_id == _LEAKED.c.workspace_id, ApiKey.id == _LEAKED.c.id, ApiKey.revoked_at.is_(None))
    .values(revoked_at=func.statement_timestamp(), reported_leaked=True)
    .returning(ApiKey.workspace_id, ApiKey.user_id, ApiKey.id)
)


def _verify_row(key: key_format.KeySecret, row: Row[Any] | None, peppers: Peppers) -> Row[Any] | None:
    """Returns `row` if its digest is the key's, else None. Without a row, does the same work and returns None."""
    if row is None:
        peppers.matches(key, pepper_id=peppers.newest.id, digest=_DUMMY_DIGEST)
        return None
    return row if peppers.matches(key, pepper_id=row.pepper_id, digest=row.digest) else None


async def _issue(
    session: AsyncSession,
    person: Person,
    peppers: Peppers,
    *,
    name: str,
    permission: Permission,
    expires_at: Any,
    replaces: str | None = None,
) -> IssuedKey:
    """Inserts a new key, and records it. `replaces` is the prefix of the key that it replaces."""
    secret = key_format.generate()
    row = ApiKey(
        workspace_id=person.workspace_id,
        user_id=person.user_id,
        name=name,
        folded_name=fold(name),
        prefix=secret.prefix,
        permission=permission,
        pepper_id=peppers.newest.id,
        digest=peppers.newest.digest(secret),
        created_at=func.statement_timestamp(),
        expires_at=expires_at,
    )
    session.add(row)
    await session.flush()
    key = await queries.get_key(session, queries.owned_by(person), row.id)
    detail = {"name": name, "permission": permission, "expires_at": _rfc3339(key.expires_at), "replaces": replaces}
    record(session, person, Action.KEY_CREATED, key_id=key.id, detail=detail)
    return IssuedKey(key, secret)


async def _lock_key(session: AsyncSession, person: Person, key_id: UUID) -> ApiKey:
    """Returns one of the person's own keys, with its row locked until the transaction ends. Raises NotFound."""
    statement = select(ApiKey).where(queries.owned_by(person), ApiKey.id == key_id).with_for_update(key_share=True)
    row = await session.scalar(statement)
    if row is None:
        raise NotFound()
    return row


def _expires_at(expiry: Expiry) -> Any:
    if expiry is Expiry.NEVER:
        return null()
    return func.statement_timestamp() + _interval(_LIFETIMES[expiry])


def _rfc3339(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _interval(text: str) -> Any:
    return literal(text).cast(Interval)


async def _lock_names(session: AsyncSession, person: Person) -> None:
    """Serializes changes of the person's key names. A unique index can't express "not expired"."""
    await session.execute(select(func.pg_advisory_xact_lock(lock_number("key names", person.user_id))))


async def _require_available_name(
    session: AsyncSession, person: Person, name: str, *, except_for: UUID | None = None
) -> None:
    """Raises NameTaken if one of the person's keys except `except_for` has the name, compared case-insensitively."""
    await _lock_names(session, person)
    taken = await session.scalar(
        select(ApiKey.id).where(
            queries.owned_by(person),
            queries.HOLDS_NAME,
            ApiKey.folded_name == fold(name),
            ApiKey.id != (except_for or UUID(int=0)),
        )
    )
    if taken is not None:
        detail = f"You already have a key named '{name}'. Choose another name, or revoke that key first."
        raise NameTaken(detail, errors=[FieldError("/name", NameTaken.code, detail)])
