"""Making, renaming, replacing and revoking keys. Each is told in the audit trail, in the same transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import ARRAY, Interval, Row, String, Uuid, any_, bindparam, func, literal, null, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from sami.audit.writer import LeakedKey, record, record_reported
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

# PostgreSQL adds months and years by the calendar, clipped to the month's last day, which is what people mean.
_LIVES = {
    Expiry.DAYS_30: "30 days",
    Expiry.DAYS_90: "90 days",
    Expiry.MONTHS_6: "6 months",
    Expiry.YEAR_1: "1 year",
}

#: No key has it.
_NOBODYS_DIGEST = bytes(32)

_GRACES = {Grace.HOUR_1: "1 hour", Grace.HOURS_24: "24 hours", Grace.DAYS_7: "7 days"}


@dataclass(frozen=True, slots=True)
class Created:
    """`secret` is the full key: to be said once, and kept nowhere."""

    key: Key
    secret: key_format.KeySecret


async def create(session: AsyncSession, person: Person, new: NewKey, peppers: Peppers) -> Created:
    """Raises NameTaken when a live key of this person has the name."""
    await _require_free_name(session, person, new.name)
    return await _issue(
        session,
        person,
        peppers,
        name=new.name,
        permission=new.permission,
        expires_at=_moment_of(new.expires_in),
    )


async def rename(session: AsyncSession, person: Person, key_id: UUID, patch: KeyPatch) -> Key:
    """Raises NotFound, NameTaken, AlreadyRevoked."""
    await _require_free_name(session, person, patch.name, except_for=key_id)
    row = await _locked(session, person, key_id)
    if row.revoked_at is not None:
        raise AlreadyRevoked("A revoked key is kept as a record, so it can't be renamed.")
    if row.name != patch.name:
        record(session, person, Action.KEY_RENAMED, key_id=key_id, detail={"from": row.name, "to": patch.name})
        row.name, row.folded_name = patch.name, fold(patch.name)
        await session.flush()
    return await queries.one(session, queries.own(person), key_id)


async def replace(session: AsyncSession, person: Person, key_id: UUID, grace: Grace, peppers: Peppers) -> Created:
    """A new key with the name, the permission and the end of the old one, which itself goes on for the grace, at most
    to its own end; with no grace it is revoked. `commit_and_drain` has to follow when this is committed.

    Raises NotFound, AlreadyRevoked, AlreadyReplaced, AlreadyExpired.
    """
    await _take_turns(session, person)
    old = await _locked(session, person, key_id)
    if old.revoked_at is not None:
        raise AlreadyRevoked("A revoked key can't be replaced. Create a new key.")
    if await session.scalar(select(queries.EXPIRED).where(queries.own(person), ApiKey.id == key_id)):
        raise AlreadyExpired(
            "An expired key can't be replaced: the replacement would already have expired. Create a new key."
        )
    if old.replaced_at is not None:
        raise AlreadyReplaced("Replace its replacement instead, or revoke either key.")
    created = await _issue(
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
        "replaced_by_id": created.key.id,
        "calls_when_replaced": calls.scalar_subquery(),
    }
    if grace is Grace.NONE:
        values |= {"revoked_at": func.statement_timestamp(), "revoked_by_id": person.user_id}
    else:
        # LEAST passes over NULL, which here means never.
        values["expires_at"] = func.least(ApiKey.expires_at, func.statement_timestamp() + _interval(_GRACES[grace]))
    stops_at = await session.scalar(
        update(ApiKey)
        .where(queries.own(person), ApiKey.id == key_id)
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
            "stops_at": _as_text(stops_at),
            "new_key_id": str(created.key.id),
            "new_prefix": created.key.prefix,
        },
    )
    await session.flush()
    return Created(await queries.one(session, queries.own(person), created.key.id), created.secret)


async def revoke(session: AsyncSession, person: Person, among: queries.KeyFilter, key_id: UUID) -> UUID:
    """Revokes a key, if it is `among` these, and returns its owner's id. A key that is already revoked stays as it is.
    Call `commit_and_drain` afterwards.

    Raises NotFound.
    """
    owner_id: UUID | None = await session.scalar(
        update(ApiKey)
        .where(among, ApiKey.id == key_id, ApiKey.revoked_at.is_(None))
        .values(revoked_at=func.statement_timestamp(), revoked_by_id=person.user_id)
        .returning(ApiKey.user_id)
    )
    if owner_id is not None:
        record(session, person, Action.KEY_REVOKED, concerning=owner_id, key_id=key_id)
        return owner_id
    owner_id = await session.scalar(select(ApiKey.user_id).where(among, ApiKey.id == key_id))
    if owner_id is None:
        raise NotFound()
    return owner_id


async def revoke_reported(
    session: AsyncSession, reported: Sequence[key_format.KeySecret], peppers: Peppers
) -> set[UUID]:
    """Ends those of `reported` that are living keys, as they leaked. Returns whose they were.

    Which of them are keys shows neither in the statements that this runs nor in the hashes that it computes.
    """
    found = await session.execute(_REPORTED, {"prefixes": [key.prefix for key in reported]})
    by_prefix = {row.prefix: row for row in found}
    leaked = {row.id: row for key in reported if (row := _own_row(key, by_prefix.get(key.prefix), peppers)) is not None}
    # In one order, so that two reports of the same keys don't wait for each other in a circle.
    rows = [leaked[key_id] for key_id in sorted(leaked)]
    ended = await session.execute(
        _END_REPORTED,
        {"workspace_ids": [row.workspace_id for row in rows], "key_ids": [row.id for row in rows]},
        execution_options={"synchronize_session": False},
    )
    keys = [LeakedKey(*row) for row in ended]
    await record_reported(session, keys)
    return {key.user_id for key in keys}


async def commit_and_drain(session: AsyncSession, owner_id: UUID) -> None:
    """Commits the end of a key, and waits for what was proven before. When this returns, no call that starts is
    accepted by any process, and no change by the key that was under way can still be committed.
    """
    await session.commit()
    try:
        await wait_for_inflight_writes(session, owner_id)
    except Exception as failure:
        if not is_unavailability(failure):
            raise
        # The key is dead; only a change that takes long is still under way. Better said in time than waited for.
        log.warning("key revoked while a change is still running", user_id=str(owner_id), cause=one_line(failure))
        await session.rollback()


# Without a workspace, like every look-up of a key that has just come.
_REPORTED: AnySelect = select(ApiKey.workspace_id, ApiKey.id, ApiKey.prefix, ApiKey.pepper_id, ApiKey.digest).where(
    ApiKey.prefix == any_(bindparam("prefixes", type_=ARRAY(String())))
)

_LEAKED = (
    func.unnest(*(bindparam(name, type_=ARRAY(Uuid())) for name in ("workspace_ids", "key_ids")))
    .table_valued("workspace_id", "id")
    .render_derived("leaked")
)
_END_REPORTED = (
    update(ApiKey)
    .where(ApiKey.workspace_id == _LEAKED.c.workspace_id, ApiKey.id == _LEAKED.c.id, ApiKey.revoked_at.is_(None))
    .values(revoked_at=func.statement_timestamp(), reported_leaked=True)
    .returning(ApiKey.workspace_id, ApiKey.user_id, ApiKey.id)
)


def _own_row(key: key_format.KeySecret, row: Row[Any] | None, peppers: Peppers) -> Row[Any] | None:
    """`row`, if its secret is the key's; None if not, and without one after the same work."""
    if row is None:
        peppers.matches(key, pepper_id=peppers.newest.id, digest=_NOBODYS_DIGEST)
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
) -> Created:
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
    key = await queries.one(session, queries.own(person), row.id)
    detail = {"name": name, "permission": permission, "expires_at": _as_text(key.expires_at), "replaces": replaces}
    record(session, person, Action.KEY_CREATED, key_id=key.id, detail=detail)
    return Created(key, secret)


async def _locked(session: AsyncSession, person: Person, key_id: UUID) -> ApiKey:
    """One of the person's own keys, which nobody else changes until the transaction ends. Raises NotFound."""
    statement = select(ApiKey).where(queries.own(person), ApiKey.id == key_id).with_for_update(key_share=True)
    row = await session.scalar(statement)
    if row is None:
        raise NotFound()
    return row


def _moment_of(expiry: Expiry) -> Any:
    if expiry is Expiry.NEVER:
        return null()
    return func.statement_timestamp() + _interval(_LIVES[expiry])


def _as_text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _interval(text: str) -> Any:
    return literal(text).cast(Interval)


async def _take_turns(session: AsyncSession, person: Person) -> None:
    """An index can't say "not expired", so the person's own changes of names take turns instead."""
    await session.execute(select(func.pg_advisory_xact_lock(lock_number("key names", person.user_id))))


async def _require_free_name(
    session: AsyncSession, person: Person, name: str, *, except_for: UUID | None = None
) -> None:
    await _take_turns(session, person)
    taken = await session.scalar(
        select(ApiKey.id).where(
            queries.own(person),
            queries.NAMED,
            ApiKey.folded_name == fold(name),
            ApiKey.id != (except_for or UUID(int=0)),
        )
    )
    if taken is not None:
        detail = f"You already have a key named '{name}'. Choose another name, or revoke that key first."
        raise NameTaken(detail, errors=[FieldError("/name", NameTaken.code, detail)])
