"""A key acts as its user *inside the statement*: the central idea of this service (ADR 1).

Other services look the key up in the database on every request, which is slow, or cache the result, which lets revoked
keys live on. Here every read is a single statement that starts from the key, its user and their role as they are now,
and joins the requested rows. Every write proves its claim in its own transaction. So a revoked key is refused by every
statement that starts after the revocation commits, in every process, at no extra cost.

The types enforce this. Reading takes a `Claim` and a `guarded` statement. Writing takes an `Actor`, which only `prove`
creates.

In this package, a key is *dead* when it is revoked or expired or its user is deactivated.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import (
    ColumnElement,
    FromClause,
    SQLColumnExpression,
    Subquery,
    Uuid,
    and_,
    bindparam,
    func,
    literal,
    select,
    true,
)
from sqlalchemy.ext.asyncio import AsyncSession

from sami.auth.claims import Claim
from sami.auth.permission import Permission
from sami.auth.refusals import dead_key_error
from sami.auth.used_permission import require
from sami.db.database import Database
from sami.db.locks import lock_number
from sami.db.statement import AnySelect, Statement
from sami.models.api_key import ApiKey
from sami.models.user import User

_WORKSPACE_ID = bindparam("workspace_id", type_=Uuid())
_KEY_ID = bindparam("key_id", type_=Uuid())
_USER_ID = bindparam("user_id", type_=Uuid())


class _Proof:
    """Private to this module, so that nothing else can create an Actor."""


@dataclass(frozen=True, slots=True)
class Actor:
    """The user that a key acts as: proven, in the running transaction, to be active and to own a working key."""

    workspace_id: UUID
    key_id: UUID
    user_id: UUID
    permission: Permission
    proof: _Proof

    def require(self, permission: Permission, doing: str) -> None:
        """Requires more than the route does, for a parameter or body that needs it. Raises InsufficientPermission.

        `doing` is the subject of the error's sentence.
        """
        require(permission, self.permission, doing)

    def as_viewer(self) -> dict[str, UUID]:
        """Returns the parameters of a statement that was built with `THE_ACTOR`."""
        return {"workspace_id": self.workspace_id, "user_id": self.user_id}


@dataclass(frozen=True, slots=True)
class SqlViewer:
    """A `sami.visibility.Viewer` for reads and writes: the actor row of a guarded statement, or a proven actor.

    The statement itself reads the role, so it is always the current one.
    """

    workspace_id: ColumnElement[UUID]
    user_id: ColumnElement[UUID]
    role: ColumnElement[str]

    @classmethod
    def of(cls, actor: Actor) -> "SqlViewer":
        """Returns the viewer for a proven actor."""
        return cls._of(literal(actor.workspace_id, Uuid()), literal(actor.user_id, Uuid()))

    @classmethod
    def _of(cls, workspace_id: ColumnElement[UUID], user_id: ColumnElement[UUID]) -> "SqlViewer":
        role = select(User.role).where(User.workspace_id == workspace_id, User.id == user_id)
        return cls(workspace_id, user_id, role.scalar_subquery())


#: The viewer as bind parameters, for statements that are built once and run with `Actor.as_viewer()`. Building the
#: visibility conditions takes longer than the rest of a write.
THE_ACTOR = SqlViewer._of(_WORKSPACE_ID, _USER_ID)  # noqa: SLF001 - same module


def _working_key(*columns: SQLColumnExpression[Any]) -> AnySelect:
    """Selects `columns` of the key and its user; no row if the key is dead."""
    return (
        select(*columns)
        .select_from(ApiKey)
        .join(User, and_(User.workspace_id == ApiKey.workspace_id, User.id == ApiKey.user_id))
        .where(
            ApiKey.workspace_id == _WORKSPACE_ID,
            ApiKey.id == _KEY_ID,
            ApiKey.revoked_at.is_(None),
            # Expiry follows the database's clock: a single clock, however many machines there are.
            (ApiKey.expires_at.is_(None)) | (ApiKey.expires_at > func.statement_timestamp()),
            User.workspace_id == _WORKSPACE_ID,
            User.id == _USER_ID,
            User.deactivated_at.is_(None),
        )
    )


# Reading ------------------------------------------------------------------------------------------


def guarded(rows: Callable[[SqlViewer], AnySelect]) -> Statement:
    """Builds the statement that reads `rows` as the claim's user.

    `rows` takes the viewer and returns a select with a non-null `id` among its columns. The statement returns no row if
    the key is dead, one row with a null `id` if the key works but there are no rows, and otherwise the rows.
    """
    actor, found = _join_actor(rows)
    return Statement(select(*found.c).select_from(actor.outerjoin(found, true())))


def guarded_count(rows: Callable[[SqlViewer], AnySelect]) -> Statement:
    """Builds the statement that counts the `rows` of `guarded` as `number`. It returns no row if the key is dead."""
    actor, found = _join_actor(rows)
    number = func.count(found.c.id).label("number")
    # Grouped by a column of the single actor row, so that there is no row without an actor.
    return Statement(
        select(literal(1).label("id"), number).select_from(actor.outerjoin(found, true())).group_by(actor.c.role)
    )


def _join_actor(rows: Callable[[SqlViewer], AnySelect]) -> tuple[Subquery, FromClause]:
    """Returns the subquery for the actor row and the lateral one for `rows`."""
    actor = _working_key(User.role.label("role")).subquery("actor")
    return actor, rows(SqlViewer(_WORKSPACE_ID, _USER_ID, actor.c.role)).lateral("found")


async def read(database: Database, claim: Claim, statement: Statement, **parameters: Any) -> list[asyncpg.Record]:
    """Runs a guarded statement and returns its rows, in one round trip.

    Raises KeyRevoked, KeyExpired, OwnerDeactivated or InvalidKey if the key is dead.
    """
    rows = await database.fetch(
        statement, workspace_id=claim.workspace_id, key_id=claim.key_id, user_id=claim.user_id, **parameters
    )
    if not rows:
        raise await dead_key_error(database, claim)
    return [] if rows[0]["id"] is None else rows


# Writing ------------------------------------------------------------------------------------------

_PROVE = _working_key(ApiKey.id)


async def prove(session: AsyncSession, claim: Claim) -> Actor | None:
    """Returns the claim's actor, or None if the key is dead.

    First takes a shared lock that marks the user as writing until the transaction ends; see `wait_for_inflight_writes`.
    """
    # In a statement of its own: the next statement must take its snapshot while the lock is already held.
    await session.execute(select(func.pg_advisory_xact_lock_shared(lock_number("changing", claim.user_id))))
    key_id = await session.scalar(
        _PROVE, {"workspace_id": claim.workspace_id, "key_id": claim.key_id, "user_id": claim.user_id}
    )
    if key_id is None:
        return None
    return Actor(claim.workspace_id, claim.key_id, claim.user_id, claim.permission, _Proof())


async def wait_for_inflight_writes(session: AsyncSession, user_id: UUID) -> None:
    """Waits until every write that any key of this user has started, and proven, has ended (ADR 2).

    Call it after committing what makes the keys dead: no write by them can be committed after it returns. New writes
    queue behind it and are then refused, so they can't delay it indefinitely. (With row locks they could: PostgreSQL
    grants new shared locks on a row ahead of a waiting writer.)

    Raises the database's error if writes take longer than its lock_timeout. The keys are dead even then.
    """
    await session.execute(select(func.pg_advisory_xact_lock(lock_number("changing", user_id))))
