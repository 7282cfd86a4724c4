"""Reading contacts: how they are sorted, filtered and found."""

from sqlalchemy import ColumnElement, String, and_, bindparam, func, literal_column

from sami.contacts.model import Contact
from sami.contacts.schemas import Contact as ContactSchema
from sami.contacts.schemas import ContactFilters
from sami.directory.queries import USERS
from sami.records.collection import Collection, contains

# As the index has it that lists are sorted by. What is not there is no text, not an empty one.
_LAST_NAME = func.coalesce(Contact.last_name, literal_column("''"))


def _has_last_name(name: str) -> ColumnElement[bool]:
    value = bindparam(name, type_=String())
    return and_(value == _LAST_NAME, value != "")


CONTACTS = Collection(
    Contact,
    "contact",
    schema=ContactSchema,
    query=ContactFilters,
    sorts={"created_at": None, "updated_at": None, "last_name": _LAST_NAME},
    filters={"tag": contains(Contact.tags), "last_name": _has_last_name},
    expands={"owner_id": USERS},
)
