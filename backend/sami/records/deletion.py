"""What becomes of the records that name one which is removed: see `sami.models.record.OnDelete`."""

from typing import Any

from sqlalchemy import case, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from sami.auth.actor import Actor
from sami.errors.types import InUse
from sami.models.record import OnDelete, Record, Versioned, Visibility, references_to


async def require_unused(
    session: AsyncSession, actor: Actor, record: type[Versioned], ids: Any, *, deleted_too: bool = False
) -> None:
    """Raises InUse when a record, of those that must not be left, names one of `ids` or a part of theirs."""
    for other, member, on_delete in references_to(record):
        naming = select(other.id).where(other.workspace_id == actor.workspace_id, getattr(other, member).in_(ids))
        if on_delete is OnDelete.CASCADE:
            # Who makes a record name a part has locked the part, and not its whole.
            await session.execute(naming.order_by(other.id).with_for_update())
            await require_unused(session, actor, other, naming, deleted_too=deleted_too)
        elif on_delete is OnDelete.RESTRICT:
            counted = naming if deleted_too else naming.where(other.deleted_at.is_(None))
            if await session.scalar(select(exists(counted))):
                raise InUse(other.__tablename__)  # type: ignore[attr-defined]  # every table has a name


async def detach_references(session: AsyncSession, actor: Actor, record: Versioned) -> None:
    """Removes the record's parts, and clears the members that name it."""
    for other, member, on_delete in references_to(type(record)):
        naming = (other.workspace_id == actor.workspace_id) & (getattr(other, member) == record.id)
        if on_delete is OnDelete.CASCADE:
            await session.execute(delete(other).where(naming))
        elif on_delete is OnDelete.SET_NULL:
            values = {member: None, "version": other.version + 1, "updated_at": func.clock_timestamp()}
            if other.references[member].limits_visibility and isinstance(record, Record) and issubclass(other, Record):
                values["visibility"] = _no_wider(other, record)
            await session.execute(update(other).where(naming).values(values))


def _no_wider(other: type[Record], removed: Record) -> Any:
    """The visibility with which `other`, so far seen by those alone who saw `removed` too, is seen by nobody new but
    its owner.
    """
    order = list(Visibility)
    wider = order[order.index(Visibility(removed.visibility)) + 1 :]
    if not wider:
        return other.visibility
    same_people = other.owner_id == removed.owner_id
    return case(
        (same_people & other.visibility.in_(wider), removed.visibility),
        (same_people, other.visibility),
        else_=Visibility.PRIVATE,
    )
