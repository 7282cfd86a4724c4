"""Writes the audit trail, in the transaction of the recorded action: either both are committed or neither is."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, func, insert, literal, select
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from sami.auth.sessions import Person
from sami.models.audit_event import Action, AuditEvent


def record(
    session: AsyncSession,
    person: Person,
    action: Action,
    *,
    user_id: UUID | None = None,
    key_id: UUID | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Records what `person` does in the running transaction.

    `user_id` is the key's owner, if that is somebody else. `detail` holds what can't be read from the key later. It
    must never contain a full key.
    """
    session.add(
        AuditEvent(
            workspace_id=person.workspace_id,
            action=action,
            user_id=user_id or person.user_id,
            actor_id=person.user_id,
            key_id=key_id,
            ip=person.client.ip,
            agent=person.client.agent,
            detail=dict(detail or {}),
        )
    )


def record_by_operator(session: AsyncSession, workspace_id: UUID, user_id: UUID, action: Action) -> None:
    """Records what an operator does to a user at the command line. Such an event has no actor."""
    session.add(AuditEvent(workspace_id=workspace_id, action=action, user_id=user_id))


class LeakedKey(NamedTuple):
    """A key that was revoked because it leaked, and its owner."""

    workspace_id: UUID
    user_id: UUID
    key_id: UUID


async def record_leaked(session: AsyncSession, keys: Sequence[LeakedKey]) -> None:
    """Records that these keys were reported as leaked. Runs one statement, even for no keys (see `sami.leaks`)."""
    columns = {
        "id": [uuid7() for _ in keys],
        "workspace_id": [key.workspace_id for key in keys],
        "user_id": [key.user_id for key in keys],
        "key_id": [key.key_id for key in keys],
    }
    rows = func.unnest(*(literal(column, ARRAY(Uuid())) for column in columns.values()))
    reported = rows.table_valued(*columns).render_derived("reported")
    events = select(*reported.c, literal(Action.KEY_REPORTED_LEAKED))
    await session.execute(insert(AuditEvent).from_select([*columns, "action"], events))
