"""Reading one's own keys, inside the transaction that proved the session."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from sami.auth.sessions import Person
from sami.db.statement import AnySelect
from sami.errors import NotFound
from sami.keys.schemas import Key, KeyStatus, Revoker, StatusFilter
from sami.models.api_key import ApiKey
from sami.models.key_usage import KeyUsage
from sami.models.user import User

_Revoker = aliased(User)

_EXPIRED = func.coalesce(ApiKey.expires_at <= func.statement_timestamp(), False)

#: Neither revoked nor expired: the keys that calls are accepted from, and whose names are taken.
LIVE = and_(
    ApiKey.revoked_at.is_(None), or_(ApiKey.expires_at.is_(None), ApiKey.expires_at > func.statement_timestamp())
)

_STATUS = case(
    (ApiKey.revoked_at.is_not(None), KeyStatus.REVOKED),
    (_EXPIRED, KeyStatus.EXPIRED),
    else_=KeyStatus.ACTIVE,
)


def own(person: Person) -> Any:
    """The condition for the keys of `person`: everybody manages their own."""
    return and_(ApiKey.workspace_id == person.workspace_id, ApiKey.user_id == person.user_id)


async def many(session: AsyncSession, person: Person, status: StatusFilter) -> list[Key]:
    """Newest first. `active` holds expired keys too: their owner has to see why a tool stopped."""
    statement = _keys().where(own(person)).order_by(ApiKey.created_at.desc(), ApiKey.id.desc())
    if status == "active":
        statement = statement.where(ApiKey.revoked_at.is_(None))
    elif status == "revoked":
        statement = statement.where(ApiKey.revoked_at.is_not(None))
    return [_key(row) for row in await session.execute(statement)]


async def one(session: AsyncSession, person: Person, key_id: UUID) -> Key:
    """Raises NotFound for somebody else's as for none."""
    row = (await session.execute(_keys().where(own(person), ApiKey.id == key_id))).one_or_none()
    if row is None:
        raise NotFound()
    return _key(row)


def _keys() -> AnySelect:
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
            ApiKey.revoked_at,
            _Revoker.id.label("revoker_id"),
            _Revoker.name.label("revoker_name"),
        )
        .outerjoin(KeyUsage, and_(KeyUsage.workspace_id == ApiKey.workspace_id, KeyUsage.key_id == ApiKey.id))
        .outerjoin(_Revoker, and_(_Revoker.workspace_id == ApiKey.workspace_id, _Revoker.id == ApiKey.revoked_by_id))
    )


def _key(row: Row[Any]) -> Key:
    values = row._asdict()
    revoker_id, revoker_name = values.pop("revoker_id"), values.pop("revoker_name")
    return Key(**values, revoked_by=Revoker(id=revoker_id, name=revoker_name) if revoker_id else None)
