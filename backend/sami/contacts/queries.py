"""Reading contacts: how they are sorted, filtered and found."""

from sqlalchemy import func

from sami.contacts.model import Contact
from sami.contacts.schemas import Contact as ContactSchema
from sami.contacts.schemas import ContactFilters
from sami.directory.queries import USERS
from sami.records.collection import Collection, contains

CONTACTS = Collection(
    Contact,
    "contact",
    schema=ContactSchema,
    query=ContactFilters,
    sorts={"created_at": None, "updated_at": None, "last_name": func.coalesce(Contact.last_name, "")},
    filters={"tag": contains(Contact.tags)},
    expands={"owner_id": USERS},
)
