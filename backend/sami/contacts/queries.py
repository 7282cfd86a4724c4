"""Reads contacts: how they are sorted, filtered and searched."""

from sqlalchemy import ColumnElement, String, and_, bindparam, func, literal_column
from sqlalchemy.dialects.postgresql import ARRAY, array

from sami.contacts.model import Contact
from sami.contacts.schemas import Contact as ContactSchema
from sami.contacts.schemas import ContactFilters
from sami.directory.queries import USERS
from sami.records.reader import RecordReader

# The same expression as in the index for this sort. An absent name sorts as "", but doesn't match a filter for it.
_LAST_NAME = func.coalesce(Contact.last_name, literal_column("''"))


def _has_last_name(name: str) -> ColumnElement[bool]:
    value = bindparam(name, type_=String())
    return and_(value == _LAST_NAME, value != "")


def _has_tag(name: str) -> ColumnElement[bool]:
    """Returns the filter for contacts with a tag. It states the condition twice, to get a good plan (ADR 13).

    PostgreSQL assumes that an unknown tag is on one contact in 200, and would scan for it from the newest contact on:
    through all of them when none has the tag. It can't estimate the second condition, and so it uses the tag index,
    except for very common tags.
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
