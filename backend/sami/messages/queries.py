"""Reads messages: how they are sorted, filtered and searched."""

from sqlalchemy import DateTime, bindparam

from sami.contacts.queries import CONTACTS
from sami.deals.queries import DEALS
from sami.directory.queries import USERS
from sami.messages import schemas
from sami.messages.model import Message
from sami.records.reader import RecordReader

_TIMESTAMP = DateTime(timezone=True)

MESSAGES = RecordReader(
    Message,
    "message",
    schema=schemas.Message,
    query=schemas.MessageFilters,
    sorts={"created_at": None, "updated_at": None, "occurred_at": None},
    filters={
        "occurred_after": lambda name: Message.occurred_at > bindparam(name, type_=_TIMESTAMP),
        "occurred_before": lambda name: Message.occurred_at < bindparam(name, type_=_TIMESTAMP),
    },
    expands={"contact_id": CONTACTS, "deal_id": DEALS, "owner_id": USERS},
)
