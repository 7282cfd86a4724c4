"""What only contacts have: the text they are found by, and being found by their address."""

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

MAX_NAMED = 10


async def before_save(_: AsyncSession, __: Actor, contact: Contact, ___: Set[str]) -> None:
    contact.search = search_text(contact)


CONTACT_WRITER = RecordWriter(CONTACTS, Contact, before_save)


def search_text(contact: Contact) -> str:
    """What `q=` finds a contact by."""
    return searchable(contact.first_name, contact.last_name, contact.email, contact.company, contact.phone)


async def upsert(session: AsyncSession, actor: Actor, upserted: ContactUpsert) -> tuple[RecordJson, bool]:
    """Changes the one contact with this address that the actor sees, or creates it; and says whether it created it.

    Raises AmbiguousMatch when there are several, and what creating and changing raise.
    """
    given = upserted.model_dump(exclude_unset=True)
    if given.keys() & {"owner_id", "visibility"}:
        # Whether there is a contact to be changed must not decide what the key needs.
        actor.require(Permission.ADMIN, "Setting the owner or visibility in an upsert")
    # Of two upserts of one address, the second waits and finds what the first made.
    lock = lock_number("contact address", actor.workspace_id, upserted.email)
    await session.execute(select(func.pg_advisory_xact_lock(lock)))
    found = await _with_address(session, actor, upserted.email)
    if not found:
        values = upserted.model_dump() | {"custom": merge_patch({}, upserted.custom or {})}
        return await CONTACT_WRITER.create(session, actor, values), True
    if len(found) > 1:
        raise AmbiguousMatch([str(id) for id in found])
    return await CONTACT_WRITER.change(session, actor, found[0], given), False


async def _with_address(session: AsyncSession, actor: Actor, email: str) -> list[UUID]:
    condition: Any = (visible(Contact, SqlViewer.of(actor)), not_deleted(Contact), Contact.email == email)
    found = select(Contact.id).where(*condition).order_by(Contact.id).limit(MAX_NAMED)
    # Locked, so that one that is being deleted, or given another address, counts as what it will be.
    return list(await session.scalars(found.with_for_update(of=Contact)))
