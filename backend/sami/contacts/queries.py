"""Reading contacts: how they are sorted, filtered and found."""

from sqlalchemy import ColumnElement, String, and_, bindparam, func, literal_column
from sqlalchemy.dialects.postgresql import ARRAY, array

from sami.contacts.model import Contact
from sami.contacts.schemas import Contact as ContactSchema
from sami.contacts.schemas import ContactFilters
from sami.directory.queries import USERS
from sami.records.reader import RecordReader

# As the index has it that lists are sorted by. What is not there is no text, not an empty one.
_LAST_NAME = func.coalesce(Contact.last_name, literal_column("''"))


def _has_last_name(name: str) -> ColumnElement[bool]:
    value = bindparam(name, type_=String())
    return and_(value == _LAST_NAME, value != "")


def _has_tag(name: str) -> ColumnElement[bool]:
    """Asked twice. PostgreSQL takes a tag that it knows nothing of for one that one contact in 200 has, and would look
    for it along the newest: at all of them, when nobody has it. What the second condition lets through it can't know,
    and so it goes by the index, but for tags that very many have.
    """
    tag = array([bindparam(name, type_=String())])
    return and_(
        Contact.tags.contains(tag),
        func.array_cat(Contact.tags, literal_column("'{}'"), type_=ARRAY(String())).contains(tag),
    )


CONTACTS = RecordReader(
    Contact,
    "contact",
    schema=ContactSchema,
    query=ContactFilters,
    sorts={"created_at": None, "updated_at": None, "last_name": _LAST_NAME},
    filters={"tag": _has_tag, "last_name": _has_last_name},
    expands={"owner_id": USERS},
)
