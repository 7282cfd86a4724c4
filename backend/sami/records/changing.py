"""What every change of a record has to ask first."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from sami.auth.actor import Actor, SqlViewer
from sami.errors import FieldError, NotFound, RecordNotEditable, ReferenceNotFound, ValidationFailed
from sami.models.record import Record
from sami.models.user import User
from sami.reach import editable, visible
from sami.records.schemas import checked_custom

R = TypeVar("R", bound=Record)

#: Raises when the record's version is not the one the caller means to change.
Precondition = Callable[[int], None]


async def editable_record(
    session: AsyncSession, actor: Actor, record: type[R], record_id: UUID, *, include_deleted: bool = False
) -> R:
    """The record, locked until the transaction ends.

    Raises NotFound when the actor can't see it (or it is deleted), RecordNotEditable when they may not change it.
    """
    viewer = SqlViewer.of(actor)
    statement = select(record, editable(record, viewer)).where(visible(record, viewer), record.id == record_id)
    if not include_deleted:
        statement = statement.where(record.deleted_at.is_(None))
    row = (await session.execute(statement.with_for_update(of=record))).one_or_none()
    if row is None:
        raise NotFound()
    found, may_edit = row
    if not may_edit:
        raise RecordNotEditable()
    return found


def patched_custom(before: dict[str, Any], patch: dict[str, Any] | None) -> dict[str, Any]:
    """`custom` after a JSON merge patch. Raises ValidationFailed when the result is over the limits."""
    try:
        return checked_custom(merged(before, patch) if patch is not None else {})
    except ValueError as cause:
        raise ValidationFailed(str(cause), errors=[FieldError("/custom", "value_error", str(cause))]) from cause


def merged(target: Any, patch: Any) -> Any:
    """RFC 7396, section 2."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result


async def require_active_user(session: AsyncSession, actor: Actor, user_id: UUID, *, pointer: str) -> None:
    """Raises ReferenceNotFound unless `user_id` is an active user of the actor's workspace."""
    if user_id == actor.user_id:
        return
    found = await session.scalar(
        select(User.id).where(
            User.workspace_id == actor.workspace_id, User.id == user_id, User.deactivated_at.is_(None)
        )
    )
    if found is None:
        raise ReferenceNotFound(pointer)
