"""Explains why a call is refused and who can fix it.

One statement finds out both, and only refused calls pay for it. A dead key learns that it is dead, and nothing else. A
working key learns only what its user knows from using SAMI OS:

- its user's own name, which `GET /v1/me` also returns;
- the names of a few workspace admins, the same ones for every call, as the settings panel shows them;
- for Admin keys only, the name of a record's owner. Other keys may not list users, and could otherwise collect all
  names by trying to change record after record. They learn that the owner can help; the record holds the owner's id.
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

#: Enough to find one who isn't on holiday.
MAX_ADMINS_NAMED = 3


class Remedy(StrEnum):
    """What would make the refused call possible, for programs."""

    CREATE_KEY = "create_key"
    ASK_OWNER = "ask_owner"
    ASK_ADMIN = "ask_admin"


class HelperRole(StrEnum):
    """Why somebody can fix a refusal."""

    KEY_OWNER = "key_owner"
    RECORD_OWNER = "record_owner"
    WORKSPACE_ADMIN = "workspace_admin"


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who can fix a refusal; with their name if the caller may know it."""

    role: HelperRole
    name: str | None = None


_PANEL = "/settings/api-keys"
_MAX_NAME_LENGTH = 80


def select_admin_names(workspace_id: UUID | ColumnElement[UUID]) -> Select[str]:
    """Selects the names of up to `MAX_ADMINS_NAMED` active workspace admins, for people to ask."""
    admin = aliased(User)
    return (
        select(admin.name)
        .where(admin.workspace_id == workspace_id, admin.role == Role.ADMIN, admin.deactivated_at.is_(None))
        .order_by(admin.name, admin.id)
        .limit(MAX_ADMINS_NAMED)
    )


_WORKSPACE_ID = bindparam("workspace_id", type_=Uuid())


def _select_key_state(*columns: SQLColumnExpression[Any]) -> Statement:
    """Selects whether the key works, and further `columns` of it and its user."""
    return Statement(
        select(
            ApiKey.revoked_at,
            ApiKey.expires_at,
            (ApiKey.expires_at <= func.statement_timestamp()).label("expired"),
            User.deactivated_at,
            *columns,
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
#: The name of the record's owner, if they are active and can be asked.
_RECORD_OWNER = select(_OWNER.name).where(
    _OWNER.workspace_id == _WORKSPACE_ID,
    _OWNER.id == bindparam("owner_id", type_=Uuid()),
    _OWNER.deactivated_at.is_(None),
)

_KEY_STATE = _select_key_state()
_KEY_STATE_AND_HELPERS = _select_key_state(
    ApiKey.name.label("key"),
    User.name.label("person"),
    User.role,
    func.array(select_admin_names(_WORKSPACE_ID).scalar_subquery(), type_=ARRAY(String())).label("admins"),
    _RECORD_OWNER.scalar_subquery().label("owner"),
)


async def dead_key_error(database: Database, claim: Claim) -> Unauthenticated:
    """Returns the error that says why a key whose secret matched is dead."""
    return _dead_key_error(await database.fetch(_KEY_STATE, **_claim_parameters(claim))) or InvalidKey()


async def explain_error(database: Database, claim: Claim, error: SamiError, *, address: str | None) -> SamiError:
    """Returns the error to send for a call that failed with `error`.

    That is `error` with a remedy added where there is one. If the key turns out to be dead, it is the error that says
    so: the call may have failed before any statement proved its key. `address` is the service's public URL, if known.
    """
    match error:
        case InsufficientPermission():
            rows = await database.fetch(_KEY_STATE_AND_HELPERS, **_claim_parameters(claim), owner_id=None)
        case RecordNotEditable():
            rows = await database.fetch(_KEY_STATE_AND_HELPERS, **_claim_parameters(claim), owner_id=error.owner_id)
        case _:
            return _dead_key_error(await database.fetch(_KEY_STATE, **_claim_parameters(claim))) or error
    if key_error := _dead_key_error(rows):
        return key_error
    [row] = rows
    match error:
        case InsufficientPermission(admins_only=True) if row["role"] != Role.ADMIN:
            error.detail += f" Its owner, {row['person']}, isn't a workspace admin, so none of their keys can do this."
            add_admin_remedy(error, row["admins"])
        case InsufficientPermission():
            _add_key_owner_remedy(error, row, address)
        case RecordNotEditable(owner_id=None):
            add_admin_remedy(error, row["admins"])
        case RecordNotEditable():
            _add_record_owner_remedy(error, row, named=claim.permission.includes(RIGHTS["users:read"]))
    return error


def _claim_parameters(claim: Claim) -> dict[str, UUID]:
    return {"workspace_id": claim.workspace_id, "key_id": claim.key_id}


def _dead_key_error(rows: Sequence[asyncpg.Record]) -> Unauthenticated | None:
    """Returns why the key in `rows` is dead, or None if it works."""
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


def add_admin_remedy(error: Forbidden, names: Sequence[str]) -> Forbidden:
    """Adds to `error` that workspace admins can fix it, and returns it. `names` are the names of some of them."""
    ask = f"Ask one of your workspace's admins: {', '.join(names)}." if names else _NO_ADMIN
    return _add_remedy(error, Remedy.ASK_ADMIN, [Helper(HelperRole.WORKSPACE_ADMIN, name) for name in names], ask)


_NO_ADMIN = "Your workspace currently has no active admin."


def _add_key_owner_remedy(error: InsufficientPermission, row: asyncpg.Record, address: str | None) -> None:
    # The new key needs another name: the existing key's name stays taken while that key works.
    suffix = f" ({error.required})"
    name = row["key"].removesuffix(f" ({error.actual})")[: _MAX_NAME_LENGTH - len(suffix)] + suffix
    path = f"{_PANEL}?{urlencode({'create': 1, 'name': name, 'permission': error.required})}"
    where = f"at {address}{path}" if address else "in Settings > Zapier / API Keys."
    sentence = f"A key's permission can't be raised, but its owner, {row['person']}, can create another key {where}"
    _add_remedy(
        error, Remedy.CREATE_KEY, [Helper(HelperRole.KEY_OWNER, row["person"])], sentence, f"{address or ''}{path}"
    )


def _add_record_owner_remedy(error: RecordNotEditable, row: asyncpg.Record, *, named: bool) -> None:
    """Adds that the record's owner or a workspace admin can help. `named`: the caller may know the owner's name."""
    owner = [Helper(HelperRole.RECORD_OWNER, row["owner"] if named else None)] if row["owner"] else []
    helpers = [*owner, *(Helper(HelperRole.WORKSPACE_ADMIN, name) for name in row["admins"])]
    names = [each.name or "its owner" for each in helpers]
    _add_remedy(error, Remedy.ASK_OWNER, helpers, f"Ask {' or '.join(names)}." if names else _NO_ADMIN)


def _add_remedy(
    error: Forbidden, fix: Remedy, helpers: Sequence[Helper], sentence: str, url: str | None = None
) -> Forbidden:
    error.detail = f"{error.detail} {sentence}"
    who_can_fix = [{"who": each.role} | ({"name": each.name} if each.name else {}) for each in helpers]
    error.members |= {"fix": fix, "who_can_fix": who_can_fix} | ({"fix_url": url} if url else {})
    return error
