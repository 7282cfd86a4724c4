"""The one way into the audit trail: in the transaction of what is told, so that there is either both or neither."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

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
