"""Queries for a person's own keys and, for admins, the workspace's. Run in the transaction that proved the session."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Date,
    Row,
    Uuid,
    and_,
    any_,
    case,
    cast,
    func,
    null,
    select,
    true,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from sami.auth.permission import Permission
from sami.auth.sessions import Person
from sami.db.statement import AnySelect, custom_plan
from sami.errors.types import NotFound
from sami.keys.schemas import (
    DAYS_SHOWN,
    Attempts,
    Key,
    KeyReference,
    KeyStatus,
    KeyUse,
    KeyUseList,
    KeyUseSince,
    Owner,
    Revoker,
    StatusFilter,
    WorkspaceKey,
)
from sami.models.api_key import ApiKey
from sami.models.key_usage import KeyUsage, KeyUsageDay
from sami.models.user import User
from sami.records.schemas import PageOf
from sami.text import fold

_Revoker = aliased(User)
_Successor = aliased(ApiKey)
_Predecessor = aliased(ApiKey)

#: By the database's clock, which also decides when the key is used.
IS_EXPIRED = func.coalesce(ApiKey.expires_at <= func.statement_timestamp(), False)

#: True for keys whose names are taken: those neither revoked nor expired nor replaced.
HOLDS_NAME = and_(ApiKey.revoked_at.is_(None), ApiKey.replaced_at.is_(None), ~IS_EXPIRED)

_STATUS = case(
    (ApiKey.revoked_at.is_not(None), KeyStatus.REVOKED),
    (IS_EXPIRED, KeyStatus.EXPIRED),
    else_=KeyStatus.ACTIVE,
)

_CALLS = func.coalesce(KeyUsage.calls, 0)

# Refused calls count as use, but needed no permission. Usage from before this was tracked is stored as if it had needed
# every permission, so the result is capped at the key's own.
_NEEDED_PERMISSION = case(
    (and_(KeyUsage.has_administered, ApiKey.permission == Permission.ADMIN), Permission.ADMIN),
    (and_(KeyUsage.has_written, ApiKey.permission != Permission.READ), Permission.WRITE),
    (KeyUsage.calls > 0, Permission.READ),
)

# Some calls from before the replacement may have been written after it. If the key wasn't used since, all of them were.
_CALLS_SINCE_REPLACED = case(
    (ApiKey.replaced_at.is_(None), null()),
    (KeyUsage.last_used_at > ApiKey.replaced_at, _CALLS - ApiKey.calls_when_replaced),
    else_=0,
)

#: A condition for the keys that a person may manage.
KeyFilter = ColumnElement[bool]


def owned_by(person: Person) -> KeyFilter:
    """Selects the person's own keys: anyone may manage those."""
    return and_(ApiKey.workspace_id == person.workspace_id, ApiKey.user_id == person.user_id)


def in_workspace_of(person: Person) -> KeyFilter:
    """Selects all keys of the person's workspace: workspace admins may see and revoke those."""
    return ApiKey.workspace_id == person.workspace_id


async def list_keys(session: AsyncSession, person: Person, status: StatusFilter) -> list[Key]:
    """Returns the person's own keys, newest first.

    `active` includes expired keys, so that their owner sees why a tool stopped working.
    """
    statement = (
        _select_keys(_has_status(status)).where(owned_by(person)).order_by(ApiKey.created_at.desc(), ApiKey.id.desc())
    )
    return [_to_key(row, Key) for row in await session.execute(statement)]


async def get_key(session: AsyncSession, key_filter: KeyFilter, key_id: UUID) -> Key:
    """Returns a key. Raises NotFound if it doesn't exist or isn't in `key_filter`."""
    row = (await session.execute(_select_keys(ApiKey.id == key_id).where(key_filter))).one_or_none()
    if row is None:
        raise NotFound()
    return _to_key(row, Key)


# For workspace admins -----------------------------------------------------------------------------


async def list_workspace_keys(
    session: AsyncSession,
    person: Person,
    *,
    status: StatusFilter,
    q: str,
    owner_id: UUID | None,
    before: UUID | None,
    limit: int,
) -> PageOf[WorkspaceKey]:
    """Returns up to `limit` keys of the workspace, newest first, starting after the key `before` (ids grow with time).

    `q` is part of the key's or its owner's name, or the beginning of a prefix.
    """
    conditions = [in_workspace_of(person), _has_status(status)]
    if owner_id is not None:
        conditions.append(ApiKey.user_id == owner_id)
    if before is not None:
        conditions.append(ApiKey.id < before)
    if q:
        conditions = [in_workspace_of(person), _matches(conditions, person, q, limit + 1)]
    statement = _with_owner(_select_keys(*conditions, custom_plan())).order_by(ApiKey.id.desc()).limit(limit + 1)
    rows = (await session.execute(statement)).all()
    keys = [_to_workspace_key(row) for row in rows[:limit]]
    has_more = len(rows) > limit
    return PageOf(data=keys, has_more=has_more, next_cursor=str(keys[-1].id) if has_more else None)


def _matches(conditions: Sequence[ColumnElement[bool]], person: Person, q: str, limit: int) -> ColumnElement[bool]:
    """Returns a condition that is true for at least the newest `limit` keys that match `q` and all `conditions`.

    Each kind of match has an index of its own. PostgreSQL would use none of them if they were combined by OR.
    """

    def newest(match: ColumnElement[bool]) -> AnySelect:
        return select(ApiKey.id).where(*conditions, match).order_by(ApiKey.id.desc()).limit(limit)

    owner_matches = and_(
        User.workspace_id == person.workspace_id, func.lower(User.name).contains(q.lower(), autoescape=True)
    )
    of_owner = newest(ApiKey.user_id == User.id).correlate(User).lateral()
    ids = union_all(
        newest(ApiKey.folded_name.contains(fold(q), autoescape=True)).subquery().select(),
        newest(ApiKey.prefix.startswith(q, autoescape=True)).subquery().select(),
        select(of_owner.c.id).select_from(User).join(of_owner, true()).where(owner_matches),
    )
    return ApiKey.id == any_(func.array(ids.scalar_subquery(), type_=ARRAY(Uuid())))


async def get_workspace_key(session: AsyncSession, person: Person, key_id: UUID) -> WorkspaceKey:
    """Returns any key of the workspace, with its owner. Raises NotFound."""
    statement = _with_owner(_select_keys(in_workspace_of(person), ApiKey.id == key_id))
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NotFound()
    return _to_workspace_key(row)


# Usage by day -------------------------------------------------------------------------------------


async def list_usage(session: AsyncSession, person: Person) -> KeyUseList:
    """Returns the usage of the person's own keys; keys without a call in the last 30 days are left out."""
    since, usage = await _usage_by_day(session, owned_by(person))
    return KeyUseList(since=since, data=[_to_key_use(key_id, since, row) for key_id, row in usage.items()])


async def get_usage(session: AsyncSession, key_filter: KeyFilter, key_id: UUID) -> KeyUseSince:
    """Returns the usage of one key. Raises NotFound if it doesn't exist or isn't in `key_filter`."""
    await get_key(session, key_filter, key_id)
    since, usage = await _usage_by_day(session, and_(key_filter, ApiKey.id == key_id))
    return KeyUseSince(since=since, **dict(_to_key_use(key_id, since, usage.get(key_id))))


async def _usage_by_day(session: AsyncSession, key_filter: KeyFilter) -> tuple[date, dict[UUID, Row[Any]]]:
    """Returns the first day shown, and a row for each key that was called since then.

    A row has the key's days in arrays: reading 30 rows per key takes ten times as long.
    """
    today = cast(func.timezone("UTC", func.statement_timestamp()), Date)
    since: date = (await session.execute(select(today - (DAYS_SHOWN - 1)))).scalar_one()
    statement: AnySelect = (
        select(
            KeyUsageDay.key_id,
            func.array_agg(KeyUsageDay.day).label("days"),
            func.array_agg(KeyUsageDay.calls).label("calls"),
            func.array_agg(KeyUsageDay.refusals).label("refusals"),
        )
        .join(ApiKey, and_(ApiKey.workspace_id == KeyUsageDay.workspace_id, ApiKey.id == KeyUsageDay.key_id))
        .where(key_filter, KeyUsageDay.day >= since)
        .group_by(KeyUsageDay.key_id)
    )
    return since, {row.key_id: row for row in await session.execute(statement)}


def _to_key_use(key_id: UUID, since: date, row: Row[Any] | None) -> KeyUse:
    calls, refusals = [0] * DAYS_SHOWN, [0] * DAYS_SHOWN
    if row is not None:
        for day, accepted, refused in zip(row.days, row.calls, row.refusals, strict=True):
            # By the clock of the process that counted, it may already be tomorrow.
            index = min((day - since).days, DAYS_SHOWN - 1)
            calls[index] += accepted
            refusals[index] += refused
    return KeyUse(id=key_id, calls=calls, refusals=refusals)


# Rows and schemas ---------------------------------------------------------------------------------


def _has_status(status: StatusFilter) -> ColumnElement[bool]:
    if status == "all":
        return ApiKey.id.is_not(None)
    return ApiKey.revoked_at.is_(None) if status == "active" else ApiKey.revoked_at.is_not(None)


def _select_keys(*conditions: ColumnElement[bool]) -> AnySelect:
    return (
        select(
            ApiKey.id,
            ApiKey.name,
            ApiKey.prefix,
            ApiKey.permission,
            _STATUS.label("status"),
            ApiKey.created_at,
            ApiKey.expires_at,
            KeyUsage.last_used_at,
            KeyUsage.last_used_ip,
            KeyUsage.last_used_agent,
            _CALLS.label("calls"),
            _NEEDED_PERMISSION.label("needed_permission"),
            func.coalesce(KeyUsage.attempts, 0).label("attempts_count"),
            KeyUsage.last_attempt_at,
            KeyUsage.last_attempt_ip,
            KeyUsage.last_attempt_agent,
            ApiKey.replaced_at,
            _Successor.id.label("successor_id"),
            _Successor.name.label("successor_name"),
            _Successor.prefix.label("successor_prefix"),
            _CALLS_SINCE_REPLACED.label("calls_since_replaced"),
            _Predecessor.id.label("predecessor_id"),
            _Predecessor.name.label("predecessor_name"),
            _Predecessor.prefix.label("predecessor_prefix"),
            ApiKey.revoked_at,
            _Revoker.id.label("revoker_id"),
            _Revoker.name.label("revoker_name"),
            ApiKey.reported_leaked,
        )
        .select_from(ApiKey)
        .outerjoin(KeyUsage, and_(KeyUsage.workspace_id == ApiKey.workspace_id, KeyUsage.key_id == ApiKey.id))
        .outerjoin(_Revoker, and_(_Revoker.workspace_id == ApiKey.workspace_id, _Revoker.id == ApiKey.revoked_by_id))
        .outerjoin(
            _Successor,
            and_(_Successor.workspace_id == ApiKey.workspace_id, _Successor.id == ApiKey.replaced_by_id),
        )
        .outerjoin(
            _Predecessor,
            and_(_Predecessor.workspace_id == ApiKey.workspace_id, _Predecessor.replaced_by_id == ApiKey.id),
        )
        .where(*conditions)
    )


def _with_owner(keys: AnySelect) -> AnySelect:
    return keys.join(User, and_(User.workspace_id == ApiKey.workspace_id, User.id == ApiKey.user_id)).add_columns(
        User.id.label("owner_id"),
        User.name.label("owner_name"),
        User.email.label("owner_email"),
        User.deactivated_at.is_(None).label("owner_active"),
    )


AnyKey = TypeVar("AnyKey", bound=Key)


def _to_key(row: Row[Any], model: type[AnyKey], **more: Any) -> AnyKey:
    return model(
        id=row.id,
        name=row.name,
        prefix=row.prefix,
        permission=row.permission,
        status=row.status,
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        last_used_ip=row.last_used_ip,
        last_used_agent=row.last_used_agent,
        calls=row.calls,
        needed_permission=row.needed_permission,
        attempts=Attempts(
            count=row.attempts_count,
            last_at=row.last_attempt_at,
            last_ip=row.last_attempt_ip,
            last_agent=row.last_attempt_agent,
        ),
        replaced_at=row.replaced_at,
        replaced_by=_reference(row.successor_id, row.successor_name, row.successor_prefix),
        calls_since_replaced=row.calls_since_replaced,
        replaces=_reference(row.predecessor_id, row.predecessor_name, row.predecessor_prefix),
        revoked_at=row.revoked_at,
        revoked_by=Revoker(id=row.revoker_id, name=row.revoker_name) if row.revoker_id else None,
        reported_leaked=row.reported_leaked,
        **more,
    )


def _to_workspace_key(row: Row[Any]) -> WorkspaceKey:
    owner = Owner(id=row.owner_id, name=row.owner_name, email=row.owner_email, active=row.owner_active)
    return _to_key(row, WorkspaceKey, owner=owner)


def _reference(key_id: UUID | None, name: str, prefix: str) -> KeyReference | None:
    return KeyReference(id=key_id, name=name, prefix=prefix) if key_id else None
