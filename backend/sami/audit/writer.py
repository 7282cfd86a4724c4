"""The one way into the audit trail: in the transaction of what is told, so that there is either both or neither."""

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
    concerning: UUID | None = None,
    key_id: UUID | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """What `person` does in the running transaction. `concerning` is whose key it is, when it is not their own.

    `detail` is what can't be told from the key later; a key's text has no place in it.
    """
    session.add(
        AuditEvent(
            workspace_id=person.workspace_id,
            action=action,
            user_id=concerning or person.user_id,
            actor_id=person.user_id,
            key_id=key_id,
            ip=person.client.ip,
            agent=person.client.agent,
            detail=dict(detail or {}),
        )
    )


def record_by_operator(session: AsyncSession, workspace_id: UUID, user_id: UUID, action: Action) -> None:
    """What somebody at the command line does to a user: there is no person to name."""
    session.add(AuditEvent(workspace_id=workspace_id, action=action, user_id=user_id))


class LeakedKey(NamedTuple):
    workspace_id: UUID
    user_id: UUID
    key_id: UUID


async def record_reported(session: AsyncSession, keys: Sequence[LeakedKey]) -> None:
    """That somebody reported these keys as leaked. One statement, even for none: see `sami.leaks`."""
    columns = {
        "id": [uuid7() for _ in keys],
        "workspace_id": [key.workspace_id for key in keys],
        "user_id": [key.user_id for key in keys],
        "key_id": [key.key_id for key in keys],
    }
    given = func.unnest(*(literal(column, ARRAY(Uuid())) for column in columns.values()))
    reported = given.table_valued(*columns).render_derived("reported")
    events = select(*reported.c, literal(Action.KEY_REPORTED_LEAKED))
    await session.execute(insert(AuditEvent).from_select([*columns, "action"], events))
