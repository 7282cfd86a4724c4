"""Why a call is refused, and who can fix it.

One statement answers both, and only calls that are refused pay for it. A dead key learns that it is dead and nothing
else; what is said to a living one is what the person it acts for knows from using SAMI OS:

- their own name, which `GET /v1/me` tells too;
- the names of a few workspace admins, the same for every call, as the settings panel names them;
- the name of a record's owner to Admin keys alone. Other keys may not list users, and could otherwise learn all names
  by trying to change record after record. They are told that it is the owner, whose id stands in the record.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import asyncpg
from sqlalchemy import ARRAY, ColumnElement, Select, SQLColumnExpression, String, Uuid, and_, bindparam, func, select
from sqlalchemy.orm import aliased

from sami.auth.claims import Claim
from sami.auth.permission import RIGHTS
from sami.db.database import Database
from sami.db.statement import Statement
from sami.errors.types import (
    Forbidden,
    InsufficientPermission,
    InvalidKey,
    KeyExpired,
    KeyRevoked,
    OwnerDeactivated,
    RecordNotEditable,
    SamiError,
    Unauthenticated,
)
from sami.models.api_key import ApiKey
from sami.models.user import Role, User

#: Enough to find one who is not on holiday.
MOST_NAMED = 3


class Remedy(StrEnum):
    """What makes a call that was refused possible, for programs."""

    CREATE_KEY = "create_key"
    ASK_OWNER = "ask_owner"
    ASK_ADMIN = "ask_admin"


class HelperRole(StrEnum):
    """What makes somebody one who can do it."""

    KEY_OWNER = "key_owner"
    RECORD_OWNER = "record_owner"
    WORKSPACE_ADMIN = "workspace_admin"


@dataclass(frozen=True, slots=True)
class Helper:
    """One who can; with the name where the caller may know it."""

    role: HelperRole
    name: str | None = None


_PANEL = "/settings/api-keys"
_MOST_IN_A_NAME = 80


def select_admin_names(workspace_id: UUID | ColumnElement[UUID]) -> Select[str]:
    """Some of whom people can ask for what only workspace admins may do."""
    admin = aliased(User)
    return (
        select(admin.name)
        .where(admin.workspace_id == workspace_id, admin.role == Role.ADMIN, admin.deactivated_at.is_(None))
        .order_by(admin.name, admin.id)
        .limit(MOST_NAMED)
    )


_WORKSPACE_ID = bindparam("workspace_id", type_=Uuid())


def _life(*more: SQLColumnExpression[Any]) -> Statement:
    """Whether the key lives, and `more` about it and its user."""
    return Statement(
        select(
            ApiKey.revoked_at,
            ApiKey.expires_at,
            (ApiKey.expires_at <= func.statement_timestamp()).label("expired"),
            User.deactivated_at,
            *more,
        )
        .select_from(ApiKey)
        .join(User, and_(User.workspace_id == ApiKey.workspace_id, User.id == ApiKey.user_id))
        .where(
            ApiKey.workspace_id == _WORKSPACE_ID,
            User.workspace_id == _WORKSPACE_ID,
            ApiKey.id == bindparam("key_id", type_=Uuid()),
        )
    )


_OWNER = aliased(User)
#: Of the record, if they are still there to be asked.
_RECORD_OWNER = select(_OWNER.name).where(
    _OWNER.workspace_id == _WORKSPACE_ID,
    _OWNER.id == bindparam("owner_id", type_=Uuid()),
    _OWNER.deactivated_at.is_(None),
)

_LIFE = _life()
_LIFE_AND_HELPERS = _life(
    ApiKey.name.label("key"),
    User.name.label("person"),
    User.role,
    func.array(select_admin_names(_WORKSPACE_ID).scalar_subquery(), type_=ARRAY(String())).label("admins"),
    _RECORD_OWNER.scalar_subquery().label("owner"),
)


async def why_refused(database: Database, claim: Claim) -> Unauthenticated:
    """Why a key whose secret matched is dead."""
    return _death(await database.fetch(_LIFE, **_whose(claim))) or InvalidKey()


async def explained(database: Database, claim: Claim, error: SamiError, *, address: str | None) -> SamiError:
    """What a call that failed with `error` is told; perhaps no statement had proven its key by then. `address` is the
    service's own, where it is known.
    """
    match error:
        case InsufficientPermission():
            rows = await database.fetch(_LIFE_AND_HELPERS, **_whose(claim), owner_id=None)
        case RecordNotEditable():
            rows = await database.fetch(_LIFE_AND_HELPERS, **_whose(claim), owner_id=error.owner_id)
        case _:
            return _death(await database.fetch(_LIFE, **_whose(claim))) or error
    if death := _death(rows):
        return death
    [row] = rows
    match error:
        case InsufficientPermission(admins_only=True) if row["role"] != Role.ADMIN:
            error.detail += f" Its owner, {row['person']}, isn't a workspace admin, so none of their keys can do this."
            fixed_by_admins(error, row["admins"])
        case InsufficientPermission():
            _fixed_by_key_owner(error, row, address)
        case RecordNotEditable(owner_id=None):
            fixed_by_admins(error, row["admins"])
        case RecordNotEditable():
            _fixed_by_record_owner(error, row, named=claim.permission.includes(RIGHTS["users:read"]))
    return error


def _whose(claim: Claim) -> dict[str, UUID]:
    return {"workspace_id": claim.workspace_id, "key_id": claim.key_id}


def _death(rows: Sequence[asyncpg.Record]) -> Unauthenticated | None:
    if not rows:
        return InvalidKey()
    [row] = rows
    if row["revoked_at"] is not None:
        return KeyRevoked()
    if row["expired"]:
        return KeyExpired(row["expires_at"])
    if row["deactivated_at"] is not None:
        return OwnerDeactivated()
    return None


def fixed_by_admins(error: Forbidden, names: Sequence[str]) -> Forbidden:
    """The error, which says as well that workspace admins can fix it; `names` are those of some."""
    ask = f"Ask one of your workspace's admins: {', '.join(names)}." if names else _NO_ADMIN
    return _fixed_by(error, Remedy.ASK_ADMIN, [Helper(HelperRole.WORKSPACE_ADMIN, name) for name in names], ask)


_NO_ADMIN = "Your workspace currently has no active admin."


def _fixed_by_key_owner(error: InsufficientPermission, row: asyncpg.Record, address: str | None) -> None:
    # The old one's name is taken for as long as that lives.
    beside = f" ({error.required})"
    name = row["key"].removesuffix(f" ({error.actual})")[: _MOST_IN_A_NAME - len(beside)] + beside
    path = f"{_PANEL}?{urlencode({'create': 1, 'name': name, 'permission': error.required})}"
    where = f"at {address}{path}" if address else "in Settings > Zapier / API Keys."
    sentence = f"A key's permission can't be raised, but its owner, {row['person']}, can create another key {where}"
    _fixed_by(
        error, Remedy.CREATE_KEY, [Helper(HelperRole.KEY_OWNER, row["person"])], sentence, f"{address or ''}{path}"
    )


def _fixed_by_record_owner(error: RecordNotEditable, row: asyncpg.Record, *, named: bool) -> None:
    owner = [Helper(HelperRole.RECORD_OWNER, row["owner"] if named else None)] if row["owner"] else []
    helpers = [*owner, *(Helper(HelperRole.WORKSPACE_ADMIN, name) for name in row["admins"])]
    names = [each.name or "its owner" for each in helpers]
    _fixed_by(error, Remedy.ASK_OWNER, helpers, f"Ask {' or '.join(names)}." if names else _NO_ADMIN)


def _fixed_by(
    error: Forbidden, fix: Remedy, helpers: Sequence[Helper], sentence: str, url: str | None = None
) -> Forbidden:
    error.detail = f"{error.detail} {sentence}"
    who_can_fix = [{"who": each.role} | ({"name": each.name} if each.name else {}) for each in helpers]
    error.members |= {"fix": fix, "who_can_fix": who_can_fix} | ({"fix_url": url} if url else {})
    return error
