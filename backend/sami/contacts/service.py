"""Changing contacts. Every function takes a proven actor and works in the actor's transaction."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from sami.auth.actor import Actor
from sami.contacts.queries import CONTACTS
from sami.contacts.schemas import ContactPatch, NewContact
from sami.models.contact import Contact
from sami.records.changing import Precondition, editable_record, patched_custom, require_active_user
from sami.records.collection import Stored
from sami.text import searchable


async def create(session: AsyncSession, actor: Actor, new: NewContact) -> tuple[UUID, Stored]:
    """Raises ReferenceNotFound when the owner named is not an active user of the workspace."""
    values = new.model_dump()
    if "owner_id" not in new.model_fields_set:
        values["owner_id"] = actor.user_id
    await require_active_user(session, actor, values["owner_id"], pointer="/owner_id")
    # The statement's time, not the transaction's, which is older: who polls `updated_since` shall not miss it.
    now = func.statement_timestamp()
    contact = Contact(workspace_id=actor.workspace_id, created_at=now, updated_at=now, **values)
    contact.search = search_text(contact)
    session.add(contact)
    await session.flush()
    return contact.id, await _stored(session, contact)


async def change(
    session: AsyncSession, actor: Actor, contact_id: UUID, patch: ContactPatch, precondition: Precondition
) -> Stored:
    """Raises NotFound, RecordNotEditable, VersionMismatch, ReferenceNotFound, ValidationFailed."""
    contact = await editable_record(session, actor, Contact, contact_id)
    precondition(contact.version)
    values = patch.model_dump(exclude_unset=True)
    if "custom" in values:
        values["custom"] = patched_custom(contact.custom, values["custom"])
    changes = {name: value for name, value in values.items() if getattr(contact, name) != value}
    if "owner_id" in changes:
        await require_active_user(session, actor, changes["owner_id"], pointer="/owner_id")
    if changes:
        await _write(session, contact, changes)
    return await _stored(session, contact)


async def remove(session: AsyncSession, actor: Actor, contact_id: UUID, precondition: Precondition) -> None:
    """Marks the contact deleted; it can be restored. Raises NotFound, RecordNotEditable, VersionMismatch."""
    contact = await editable_record(session, actor, Contact, contact_id)
    precondition(contact.version)
    await _write(session, contact, {"deleted_at": func.clock_timestamp()})


async def restore(session: AsyncSession, actor: Actor, contact_id: UUID, precondition: Precondition) -> Stored:
    """Undoes `remove`; a contact that is not deleted stays as it is. Raises NotFound, RecordNotEditable,
    VersionMismatch.
    """
    contact = await editable_record(session, actor, Contact, contact_id, include_deleted=True)
    precondition(contact.version)
    if contact.deleted_at is not None:
        await _write(session, contact, {"deleted_at": None})
    return await _stored(session, contact)


async def remove_permanently(session: AsyncSession, actor: Actor, contact_id: UUID, precondition: Precondition) -> None:
    """For good, whether or not it was marked deleted. Raises NotFound, RecordNotEditable, VersionMismatch."""
    contact = await editable_record(session, actor, Contact, contact_id, include_deleted=True)
    precondition(contact.version)
    await session.execute(delete(Contact).where(Contact.workspace_id == actor.workspace_id, Contact.id == contact_id))


async def _write(session: AsyncSession, contact: Contact, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        setattr(contact, name, value)
    contact.search = search_text(contact)
    contact.version += 1
    contact.updated_at = func.clock_timestamp()
    await session.flush()


async def _stored(session: AsyncSession, contact: Contact) -> Stored:
    row = (
        await session.execute(
            select(Contact.version, CONTACTS.json()).where(
                Contact.workspace_id == contact.workspace_id, Contact.id == contact.id
            )
        )
    ).one()
    return Stored(*row)


def search_text(contact: Contact) -> str:
    """What `q=` finds a contact by."""
    return searchable(contact.first_name, contact.last_name, contact.email, contact.company, contact.phone)
