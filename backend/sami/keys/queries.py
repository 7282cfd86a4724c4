"""Reading keys, inside the transaction that proved the session: one's own, or for admins those of the workspace."""

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

#: By the database's clock, like the life of a key when it is used.
EXPIRED = func.coalesce(ApiKey.expires_at <= func.statement_timestamp(), False)

#: Neither revoked, expired nor replaced: the keys whose names are taken.
NAMED = and_(ApiKey.revoked_at.is_(None), ApiKey.replaced_at.is_(None), ~EXPIRED)

_STATUS = case(
    (ApiKey.revoked_at.is_not(None), KeyStatus.REVOKED),
    (EXPIRED, KeyStatus.EXPIRED),
    else_=KeyStatus.ACTIVE,
)

_CALLS = func.coalesce(KeyUsage.calls, 0)

# Refused calls are a use as well, but needed nothing. Use from before it was counted is marked as all there is, and
# can't have been more than the key's permission.
_NEEDED = case(
    (and_(KeyUsage.has_administered, ApiKey.permission == Permission.ADMIN), Permission.ADMIN),
    (and_(KeyUsage.has_written, ApiKey.permission != Permission.READ), Permission.WRITE),
    (KeyUsage.calls > 0, Permission.READ),
)

# Calls that a process had counted and not yet written when the key was replaced came before; without a use since then,
# all of them did.
_CALLS_SINCE_REPLACED = case(
    (ApiKey.replaced_at.is_(None), null()),
    (KeyUsage.last_used_at > ApiKey.replaced_at, _CALLS - ApiKey.calls_when_replaced),
    else_=0,
)

#: Which keys somebody may manage.
KeyFilter = ColumnElement[bool]


def own(person: Person) -> KeyFilter:
    """Everybody manages their own."""
    return and_(ApiKey.workspace_id == person.workspace_id, ApiKey.user_id == person.user_id)


def of_workspace(person: Person) -> KeyFilter:
    """Workspace admins see and revoke everybody's."""
    return ApiKey.workspace_id == person.workspace_id


async def many(session: AsyncSession, person: Person, status: StatusFilter) -> list[Key]:
    """The person's own, newest first. `active` holds expired keys too: their owner has to see why a tool stopped."""
    statement = _keys(_of_status(status)).where(own(person)).order_by(ApiKey.created_at.desc(), ApiKey.id.desc())
    return [_key(row, Key) for row in await session.execute(statement)]


async def one(session: AsyncSession, among: KeyFilter, key_id: UUID) -> Key:
    """Raises NotFound for what is not `among` those keys as for what is nowhere."""
    row = (await session.execute(_keys(ApiKey.id == key_id).where(among))).one_or_none()
    if row is None:
        raise NotFound()
    return _key(row, Key)


# For workspace admins -----------------------------------------------------------------------------


async def workspace_page(
    session: AsyncSession,
    person: Person,
    *,
    status: StatusFilter,
    q: str,
    owner_id: UUID | None,
    before: UUID | None,
    limit: int,
) -> PageOf[WorkspaceKey]:
    """Up to `limit` keys, older than the key `before` (ids grow with time). `q` is part of a name, the key's or its
    owner's, or the beginning of a prefix.
    """
    conditions = [of_workspace(person), _of_status(status)]
    if owner_id is not None:
        conditions.append(ApiKey.user_id == owner_id)
    if before is not None:
        conditions.append(ApiKey.id < before)
    if q:
        conditions = [of_workspace(person), _found(conditions, person, q, limit + 1)]
    statement = _with_owner(_keys(*conditions, custom_plan())).order_by(ApiKey.id.desc()).limit(limit + 1)
    rows = (await session.execute(statement)).all()
    keys = [_workspace_key(row) for row in rows[:limit]]
    has_more = len(rows) > limit
    return PageOf(data=keys, has_more=has_more, next_cursor=str(keys[-1].id) if has_more else None)


def _found(among: Sequence[ColumnElement[bool]], person: Person, q: str, limit: int) -> ColumnElement[bool]:
    """True for keys that `q` finds `among` those, with the newest `limit` of them. Each way of being found has an index
    of its own, which PostgreSQL would use for none of them if they were joined by OR.
    """

    def newest(way: ColumnElement[bool]) -> AnySelect:
        return select(ApiKey.id).where(*among, way).order_by(ApiKey.id.desc()).limit(limit)

    named = and_(User.workspace_id == person.workspace_id, func.lower(User.name).contains(q.lower(), autoescape=True))
    theirs = newest(ApiKey.user_id == User.id).correlate(User).lateral()
    ids = union_all(
        newest(ApiKey.folded_name.contains(fold(q), autoescape=True)).subquery().select(),
        newest(ApiKey.prefix.startswith(q, autoescape=True)).subquery().select(),
        select(theirs.c.id).select_from(User).join(theirs, true()).where(named),
    )
    return ApiKey.id == any_(func.array(ids.scalar_subquery(), type_=ARRAY(Uuid())))


async def workspace_one(session: AsyncSession, person: Person, key_id: UUID) -> WorkspaceKey:
    """Raises NotFound."""
    row = (await session.execute(_with_owner(_keys(of_workspace(person), ApiKey.id == key_id)))).one_or_none()
    if row is None:
        raise NotFound()
    return _workspace_key(row)


# Use by day ---------------------------------------------------------------------------------------


async def use_of_all(session: AsyncSession, person: Person) -> KeyUseList:
    """Of the person's own keys that were called in the last 30 days."""
    since, days = await _days(session, own(person))
    return KeyUseList(since=since, data=[_use(key_id, since, used) for key_id, used in days.items()])


async def use_of(session: AsyncSession, among: KeyFilter, key_id: UUID) -> KeyUseSince:
    """Raises NotFound."""
    await one(session, among, key_id)
    since, days = await _days(session, and_(among, ApiKey.id == key_id))
    return KeyUseSince(since=since, **dict(_use(key_id, since, days.get(key_id))))


async def _days(session: AsyncSession, among: KeyFilter) -> tuple[date, dict[UUID, Row[Any]]]:
    """The first day shown, and of each key that was called its days: in one row, as reading 30 rows a key takes ten
    times as long.
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
        .where(among, KeyUsageDay.day >= since)
        .group_by(KeyUsageDay.key_id)
    )
    return since, {row.key_id: row for row in await session.execute(statement)}


def _use(key_id: UUID, since: date, used: Row[Any] | None) -> KeyUse:
    calls, refusals = [0] * DAYS_SHOWN, [0] * DAYS_SHOWN
    if used is not None:
        for day, answered, refused in zip(used.days, used.calls, used.refusals, strict=True):
            # The counting process's clock may already be in tomorrow.
            index = min((day - since).days, DAYS_SHOWN - 1)
            calls[index] += answered
            refusals[index] += refused
    return KeyUse(id=key_id, calls=calls, refusals=refusals)


# What a key is made of ----------------------------------------------------------------------------


def _of_status(status: StatusFilter) -> ColumnElement[bool]:
    if status == "all":
        return ApiKey.id.is_not(None)
    return ApiKey.revoked_at.is_(None) if status == "active" else ApiKey.revoked_at.is_not(None)


def _keys(*conditions: ColumnElement[bool]) -> AnySelect:
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
            _NEEDED.label("needed_permission"),
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


def _key(row: Row[Any], model: type[AnyKey], **more: Any) -> AnyKey:
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


def _workspace_key(row: Row[Any]) -> WorkspaceKey:
    owner = Owner(id=row.owner_id, name=row.owner_name, email=row.owner_email, active=row.owner_active)
    return _key(row, WorkspaceKey, owner=owner)


def _reference(key_id: UUID | None, name: str, prefix: str) -> KeyReference | None:
    return KeyReference(id=key_id, name=name, prefix=prefix) if key_id else None
