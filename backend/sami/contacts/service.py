"""The rules that only contacts have: the text that search uses, and upserts by e-mail address."""

from collections.abc import Set
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from sami.auth.actor import Actor, SqlViewer
from sami.auth.permission import Permission
from sami.contacts.model import Contact
from sami.contacts.queries import CONTACTS
from sami.contacts.schemas import ContactUpsert
from sami.db.locks import lock_number
from sami.errors.types import AmbiguousMatch
from sami.records.merge_patch import merge_patch
from sami.records.reader import RecordJson
from sami.records.writer import RecordWriter
from sami.text import searchable
from sami.visibility import not_deleted, visible

#: The most ids that an AmbiguousMatch lists.
MAX_MATCHES = 10


async def before_save(_: AsyncSession, __: Actor, contact: Contact, ___: Set[str]) -> None:
    """Updates the contact's search text."""
    contact.search = search_text(contact)


CONTACT_WRITER = RecordWriter(CONTACTS, Contact, before_save)


def search_text(contact: Contact) -> str:
    """Returns the text in which `q=` finds the contact."""
    return searchable(contact.first_name, contact.last_name, contact.email, contact.company, contact.phone)


async def upsert(session: AsyncSession, actor: Actor, upserted: ContactUpsert) -> tuple[RecordJson, bool]:
    """Changes the contact with this address that the actor sees, or creates one. Returns the contact, and whether it
    was created.

    Raises AmbiguousMatch when there are several, and the errors of `create` and `change`.
    """
    patch = upserted.model_dump(exclude_unset=True)
    if patch.keys() & {"owner_id", "visibility"}:
        # The permission that the key needs must not depend on whether the contact exists.
        actor.require(Permission.ADMIN, "Setting the owner or visibility in an upsert")
    # Of two concurrent upserts of one address, the second waits and then finds the contact that the first created.
    lock = lock_number("contact address", actor.workspace_id, upserted.email)
    await session.execute(select(func.pg_advisory_xact_lock(lock)))
    found = await _with_address(session, actor, upserted.email)
    if not found:
        values = upserted.model_dump() | {"custom": merge_patch({}, upserted.custom or {})}
        return await CONTACT_WRITER.create(session, actor, values), True
    if len(found) > 1:
        raise AmbiguousMatch([str(id) for id in found])
    return await CONTACT_WRITER.change(session, actor, found[0], patch), False


async def _with_address(session: AsyncSession, actor: Actor, email: str) -> list[UUID]:
    condition: Any = (visible(Contact, SqlViewer.of(actor)), not_deleted(Contact), Contact.email == email)
    found = select(Contact.id).where(*condition).order_by(Contact.id).limit(MAX_MATCHES)
    # The lock waits for concurrent changes, so that a contact that is being deleted, or whose address is being changed,
    # no longer matches.
    return list(await session.scalars(found.with_for_update(of=Contact)))
