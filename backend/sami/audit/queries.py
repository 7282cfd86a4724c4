"""Reads the audit trail: newest first, page by page."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from sami.audit.schemas import Event, EventKey, EventPerson
from sami.auth.sessions import Person
from sami.db.statement import AnySelect, custom_plan
from sami.models.api_key import ApiKey
from sami.models.audit_event import AuditEvent
from sami.models.user import User
from sami.records.schemas import PageOf

_Actor = aliased(User)


def about(person: Person) -> ColumnElement[bool]:
    """Selects the events about the person: their sign-ins, and all that was done to their keys."""
    return and_(AuditEvent.workspace_id == person.workspace_id, AuditEvent.user_id == person.user_id)


def in_workspace_of(person: Person) -> ColumnElement[bool]:
    """Selects all events of the person's workspace, for workspace admins."""
    return AuditEvent.workspace_id == person.workspace_id


async def list_events(
    session: AsyncSession,
    event_filter: ColumnElement[bool],
    *,
    limit: int,
    before: UUID | None = None,
    key_id: UUID | None = None,
) -> PageOf[Event]:
    """Returns up to `limit` events of `event_filter`, starting after the event `before` (ids grow with time)."""
    statement: AnySelect = (
        select(
            AuditEvent,
            _Actor.name.label("actor_name"),
            User.name.label("user_name"),
            ApiKey.name.label("key_name"),
            ApiKey.prefix,
        )
        .join(User, and_(User.workspace_id == AuditEvent.workspace_id, User.id == AuditEvent.user_id))
        .outerjoin(_Actor, and_(_Actor.workspace_id == AuditEvent.workspace_id, _Actor.id == AuditEvent.actor_id))
        .outerjoin(ApiKey, and_(ApiKey.workspace_id == AuditEvent.workspace_id, ApiKey.id == AuditEvent.key_id))
        # A person or a key has few of the events, the workspace has all of them: no single plan suits both.
        .where(event_filter, custom_plan())
        .order_by(AuditEvent.id.desc())
        .limit(limit + 1)
    )
    if before is not None:
        statement = statement.where(AuditEvent.id < before)
    if key_id is not None:
        statement = statement.where(AuditEvent.key_id == key_id)
    rows = (await session.execute(statement)).all()
    events = [_to_event(row) for row in rows[:limit]]
    has_more = len(rows) > limit
    return PageOf(data=events, has_more=has_more, next_cursor=str(events[-1].id) if has_more else None)


def _to_event(row: Row[Any]) -> Event:
    event: AuditEvent = row[0]
    return Event(
        id=event.id,
        at=event.at,
        action=event.action,
        actor=EventPerson(id=event.actor_id, name=row.actor_name) if event.actor_id else None,
        user=EventPerson(id=event.user_id, name=row.user_name),
        key=EventKey(id=event.key_id, name=row.key_name, prefix=row.prefix) if event.key_id else None,
        ip=event.ip,
        agent=event.agent,
        detail=event.detail,
    )
