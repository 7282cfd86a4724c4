"""A key acts as its user *inside the statement*: the idea that carries this service.

Others ask the database about the key on every request, which is slow, or remember the answer, which lets revoked keys
live on. Here every read is one statement that starts from the key, its user and their role as they are now, with the
wanted rows beside them; every change proves its claim in its own transaction. So a revoked key is dead for every
statement that starts after the revocation was committed, in every process, and nothing is paid for it.

The types carry it. Reading takes a `Claim` and `guarded` statement; changing takes an `Actor`, and only `prove` makes
one.
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
from sami.auth.refusals import why_refused
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
    """Held by this module alone, so that nothing else can make an Actor."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A user, proven in the running transaction to be active and to be whom the key acts for."""

    workspace_id: UUID
    key_id: UUID
    user_id: UUID
    permission: Permission
    proof: _Proof

    def require(self, permission: Permission, doing: str) -> None:
        """For what asks for more than the route that it is asked of. Raises InsufficientPermission."""
        require(permission, self.permission, doing)

    def as_viewer(self) -> dict[str, UUID]:
        """The parameters of a statement that looks through the eyes of `THE_ACTOR`."""
        return {"workspace_id": self.workspace_id, "user_id": self.user_id}


@dataclass(frozen=True, slots=True)
class SqlViewer:
    """`sami.visibility.Viewer` for either side: the actor row of a guarded statement, or a proven actor.

    The role is always read in the statement itself, so it is the one of that moment.
    """

    workspace_id: ColumnElement[UUID]
    user_id: ColumnElement[UUID]
    role: ColumnElement[str]

    @classmethod
    def of(cls, actor: Actor) -> "SqlViewer":
        return cls._of(literal(actor.workspace_id, Uuid()), literal(actor.user_id, Uuid()))

    @classmethod
    def _of(cls, workspace_id: ColumnElement[UUID], user_id: ColumnElement[UUID]) -> "SqlViewer":
        role = select(User.role).where(User.workspace_id == workspace_id, User.id == user_id)
        return cls(workspace_id, user_id, role.scalar_subquery())


#: The actor of any transaction, for statements that are made once and run with `Actor.as_viewer`: making what says who
#: sees what takes longer than all the rest of a change.
THE_ACTOR = SqlViewer._of(_WORKSPACE_ID, _USER_ID)  # noqa: SLF001 - of the class above


def _living_key(*columns: SQLColumnExpression[Any]) -> AnySelect:
    """`columns` of the key and its user, if the key is neither revoked nor expired and the user is active."""
    return (
        select(*columns)
        .select_from(ApiKey)
        .join(User, and_(User.workspace_id == ApiKey.workspace_id, User.id == ApiKey.user_id))
        .where(
            ApiKey.workspace_id == _WORKSPACE_ID,
            ApiKey.id == _KEY_ID,
            ApiKey.revoked_at.is_(None),
            # The database's clock judges all keys: one clock, however many machines.
            (ApiKey.expires_at.is_(None)) | (ApiKey.expires_at > func.statement_timestamp()),
            User.workspace_id == _WORKSPACE_ID,
            User.id == _USER_ID,
            User.deactivated_at.is_(None),
        )
    )


# Reading ------------------------------------------------------------------------------------------


def guarded(rows: Callable[[SqlViewer], AnySelect]) -> Statement:
    """The statement that reads `rows` through the eyes of the claim's user.

    `rows` gets the viewer and returns a select whose columns include `id`, never null. The statement yields no row
    when the key is dead; one row with a null `id` when the key lives and there is nothing to see; else the rows.
    """
    actor, found = _beside_actor(rows)
    return Statement(select(*found.c).select_from(actor.outerjoin(found, true())))


def guarded_count(rows: Callable[[SqlViewer], AnySelect]) -> Statement:
    """The statement that counts the `rows` of `guarded` into `number`. It yields no row when the key is dead."""
    actor, found = _beside_actor(rows)
    number = func.count(found.c.id).label("number")
    # Grouped by what there is one of, so that no actor is no row.
    return Statement(
        select(literal(1).label("id"), number).select_from(actor.outerjoin(found, true())).group_by(actor.c.role)
    )


def _beside_actor(rows: Callable[[SqlViewer], AnySelect]) -> tuple[Subquery, FromClause]:
    actor = _living_key(User.role.label("role")).subquery("actor")
    return actor, rows(SqlViewer(_WORKSPACE_ID, _USER_ID, actor.c.role)).lateral("found")


async def read(database: Database, claim: Claim, statement: Statement, **parameters: Any) -> list[asyncpg.Record]:
    """The rows of a guarded statement, in one round trip.

    Raises KeyRevoked, KeyExpired, OwnerDeactivated or InvalidKey when the key is dead.
    """
    rows = await database.fetch(
        statement, workspace_id=claim.workspace_id, key_id=claim.key_id, user_id=claim.user_id, **parameters
    )
    if not rows:
        raise await why_refused(database, claim)
    return [] if rows[0]["id"] is None else rows


# Changing -----------------------------------------------------------------------------------------

_PROVE = _living_key(ApiKey.id)


async def prove(session: AsyncSession, claim: Claim) -> Actor | None:
    """The claim's actor, or None when the key is dead.

    Before it looks, it takes a shared lock that says this user is writing, until the transaction ends: see
    `wait_for_inflight_writes`.
    """
    # A statement of its own: the one that looks must begin, and so see the database, when the lock is held.
    await session.execute(select(func.pg_advisory_xact_lock_shared(lock_number("changing", claim.user_id))))
    alive = await session.scalar(
        _PROVE, {"workspace_id": claim.workspace_id, "key_id": claim.key_id, "user_id": claim.user_id}
    )
    if alive is None:
        return None
    return Actor(claim.workspace_id, claim.key_id, claim.user_id, claim.permission, _Proof())


async def wait_for_inflight_writes(session: AsyncSession, user_id: UUID) -> None:
    """Waits until no change by any key of this user is under way that was proven before.

    To be called when what ends the keys is committed: then no change by them can be committed after this returns. New
    ones queue behind this and are then refused, so that it can't be held up for ever. (On row locks it could:
    PostgreSQL lets new sharers of a locked row in before a writer who waits.)

    Raises what the database raises when changes take longer than its lock_timeout; the keys are dead all the same.
    """
    await session.execute(select(func.pg_advisory_xact_lock(lock_number("changing", user_id))))
