"""The events that a webhook can subscribe to, and the changes that cause them."""

from collections.abc import Collection, Iterator
from enum import StrEnum

from sami.contacts.queries import CONTACTS
from sami.deals.queries import DEALS
from sami.messages.queries import MESSAGES
from sami.records.reader import RecordReader

#: The records whose changes cause events, by their name in the log of changes and in events.
RECORDS: dict[str, RecordReader] = {reader.noun: reader for reader in (CONTACTS, DEALS, MESSAGES)}


class Event(StrEnum):
    CONTACT_CREATED = "contact.created"
    CONTACT_UPDATED = "contact.updated"
    CONTACT_DELETED = "contact.deleted"
    CONTACT_RESTORED = "contact.restored"
    DEAL_CREATED = "deal.created"
    DEAL_UPDATED = "deal.updated"
    DEAL_STAGE_CHANGED = "deal.stage_changed"
    DEAL_DELETED = "deal.deleted"
    DEAL_RESTORED = "deal.restored"
    MESSAGE_CREATED = "message.created"
    MESSAGE_UPDATED = "message.updated"
    MESSAGE_DELETED = "message.deleted"
    MESSAGE_RESTORED = "message.restored"

    @property
    def records(self) -> RecordReader:
        return RECORDS[self.partition(".")[0]]

    @property
    def is_deletion(self) -> bool:
        return self.endswith(".deleted")


_EVENTS = frozenset(Event)


def events_of(kind: str, change: str, changed: Collection[str]) -> Iterator[Event]:
    """Yields the events of one row of the log, given its columns `type`, `change` and `changed`."""
    if (event := f"{kind}.{change}") in _EVENTS:
        yield Event(event)
    if kind == "deal" and change == "updated" and "stage_id" in changed:
        yield Event.DEAL_STAGE_CHANGED
