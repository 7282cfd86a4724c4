"""What a webhook can be told of, and which changes those are."""

from collections.abc import Collection as AnyOf
from collections.abc import Iterator
from enum import StrEnum

from sami.contacts.queries import CONTACTS
from sami.deals.queries import DEALS
from sami.messages.queries import MESSAGES
from sami.records.reader import RecordReader

#: Those whose changes are told, by the name that the log of changes and the events have for them.
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


def events_of(kind: str, change: str, changed: AnyOf[str]) -> Iterator[Event]:
    """What there is to be told of one row of the log: its columns `type`, `change` and `changed`."""
    if (event := f"{kind}.{change}") in _EVENTS:
        yield Event(event)
    if kind == "deal" and change == "updated" and "stage_id" in changed:
        yield Event.DEAL_STAGE_CHANGED
