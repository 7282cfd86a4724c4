"""Reading contacts: what one looks like, how they are sorted, filtered and found."""

from sqlalchemy import func

from sami.models.contact import Contact
from sami.records.collection import Collection, contains, equals, moments
from sami.records.representation import Columns, moment

COLUMNS: Columns = {
    "id": Contact.id.expression,
    "first_name": Contact.first_name.expression,
    "last_name": Contact.last_name.expression,
    "email": Contact.email.expression,
    "phone": Contact.phone.expression,
    "company": Contact.company.expression,
    "job_title": Contact.job_title.expression,
    "tags": Contact.tags.expression,
    "custom": Contact.custom.expression,
    "source": Contact.source.expression,
    "owner_id": Contact.owner_id.expression,
    "visibility": Contact.visibility.expression,
    "version": Contact.version.expression,
    "created_at": moment(Contact.created_at),
    "updated_at": moment(Contact.updated_at),
    "deleted_at": moment(Contact.deleted_at),
}

CONTACTS = Collection(
    Contact,
    columns=COLUMNS,
    sorts={
        "created_at": Contact.created_at.expression,
        "updated_at": Contact.updated_at.expression,
        "last_name": func.coalesce(Contact.last_name, ""),
    },
    filters={
        "first_name": equals(Contact.first_name),
        "last_name": equals(Contact.last_name),
        "email": equals(Contact.email),
        "phone": equals(Contact.phone),
        "company": equals(Contact.company),
        "job_title": equals(Contact.job_title),
        "source": equals(Contact.source),
        "tag": contains(Contact.tags),
        "owner_id": equals(Contact.owner_id),
        "visibility": equals(Contact.visibility),
        **moments(Contact),
    },
    search=Contact.search.expression,
)
