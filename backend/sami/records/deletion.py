"""Deleting a record that other records refer to. `sami.models.record.OnDelete` says what happens to those (ADR 6)."""

from typing import Any

from sqlalchemy import case, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from sami.auth.actor import Actor
from sami.errors.types import InUse
from sami.models.record import OnDelete, Record, Versioned, Visibility, references_to


async def require_unused(
    session: AsyncSession, actor: Actor, record: type[Versioned], ids: Any, *, count_deleted: bool = False
) -> None:
    """Raises InUse when a `RESTRICT` reference names one of `ids`, a subquery, or a child of theirs.

    Deleted records block the deletion only if `count_deleted` is true. Locks the children until the transaction ends.
    """
    for other, member, on_delete in references_to(record):
        naming = select(other.id).where(other.workspace_id == actor.workspace_id, getattr(other, member).in_(ids))
        if on_delete is OnDelete.CASCADE:
            # A change that makes a record refer to a child locks that child, but not its parent.
            await session.execute(naming.order_by(other.id).with_for_update())
            await require_unused(session, actor, other, naming, count_deleted=count_deleted)
        elif on_delete is OnDelete.RESTRICT:
            counted = naming if count_deleted else naming.where(other.deleted_at.is_(None))
            if await session.scalar(select(exists(counted))):
                raise InUse(other.__tablename__)  # type: ignore[attr-defined]  # every table has a name


async def detach_references(session: AsyncSession, actor: Actor, record: Versioned) -> None:
    """Deletes the record's children and clears the members that refer to the record."""
    for other, member, on_delete in references_to(type(record)):
        naming = (other.workspace_id == actor.workspace_id) & (getattr(other, member) == record.id)
        if on_delete is OnDelete.CASCADE:
            await session.execute(delete(other).where(naming))
        elif on_delete is OnDelete.SET_NULL:
            values = {member: None, "version": other.version + 1, "updated_at": func.clock_timestamp()}
            if other.references[member].limits_visibility and isinstance(record, Record) and issubclass(other, Record):
                values["visibility"] = _visibility_without(other, record)
            await session.execute(update(other).where(naming).values(values))


def _visibility_without(other: type[Record], deleted: Record) -> Any:
    """Returns the visibility that `other` gets when it no longer refers to `deleted`.

    So far, users needed to see both records to see `other`. With the new visibility nobody sees it who didn't before,
    except its owner.
    """
    order = list(Visibility)
    wider = order[order.index(Visibility(deleted.visibility)) + 1 :]
    if not wider:
        return other.visibility
    same_owner = other.owner_id == deleted.owner_id
    return case(
        (same_owner & other.visibility.in_(wider), deleted.visibility),
        (same_owner, other.visibility),
        else_=Visibility.PRIVATE,
    )
