"""A program that uses the client that openapi-python-client generates from `openapi/openapi.json`.

openapi-python-client generate --meta none --path openapi/openapi.json --output-path sami_client
python story.py http://127.0.0.1:8000 sami_…
"""

import sys

from sami_client import AuthenticatedClient
from sami_client.api.contacts import (
    create_contact,
    create_or_update_contacts,
    get_contact,
    list_contacts,
    update_contact,
    upsert_contact,
)
from sami_client.models import (
    Contact,
    ContactBatch,
    ContactBatchPatch,
    ContactBatchResult,
    ContactPage,
    ContactPatch,
    ContactUpsert,
    Custom,
    ErrorCode,
    NewContact,
    Problem,
    UpsertedContact,
)
from sami_client.types import UNSET, Unset


def create(client: AuthenticatedClient) -> Contact:
    ada = NewContact(first_name="Ada", email="Ada@example.com", custom=Custom.from_dict({"plan": "pro"}))
    created = create_contact.sync(client=client, body=ada)
    assert isinstance(created, Contact)
    assert created.email == "ada@example.com"
    assert created.custom["plan"] == "pro"
    assert get_contact.sync(created.id, client=client) == created
    return created


def page_through(client: AuthenticatedClient) -> None:
    for number in range(5):
        create_contact.sync(client=client, body=NewContact(first_name=str(number), company="Pages"))
    pages = []
    cursor: str | Unset = UNSET
    while True:
        page = list_contacts.sync(client=client, company="Pages", limit=2, cursor=cursor)
        assert isinstance(page, ContactPage)
        pages.append([contact.first_name for contact in page.data])
        if page.next_cursor is None:
            break
        cursor = page.next_cursor
    assert pages == [["4", "3"], ["2", "1"], ["0"]]


def conflict(client: AuthenticatedClient, contact: Contact) -> None:
    """Two programs change the same version of a contact: the second one gets a conflict."""
    as_read = f'"{contact.version}"'
    first = update_contact.sync(contact.id, client=client, body=ContactPatch(job_title="Countess"), if_match=as_read)
    assert isinstance(first, Contact)
    assert (first.job_title, first.visibility) == ("Countess", contact.visibility)
    second = update_contact.sync(contact.id, client=client, body=ContactPatch(job_title=None), if_match=as_read)
    assert isinstance(second, Problem)
    assert (second.status, second.code) == (412, ErrorCode.VERSION_MISMATCH)


def upsert(client: AuthenticatedClient, contact: Contact) -> None:
    """The same person again, from another system: updated, not duplicated."""
    ada = ContactUpsert(email="ADA@example.com", company="Analytical Engines")
    again = upsert_contact.sync(client=client, match="email", body=ada)
    assert isinstance(again, UpsertedContact)
    assert (again.created, again.id, again.company, again.first_name) == (False, contact.id, ada.company, "Ada")
    somebody = upsert_contact.sync(client=client, match="email", body=ContactUpsert(email="mary@example.com"))
    assert isinstance(somebody, UpsertedContact)
    assert somebody.created


def batch(client: AuthenticatedClient, contact: Contact) -> None:
    """Items succeed or fail independently: only the invalid one fails."""
    items = ContactBatch(
        items=[
            NewContact(first_name="Annabella"),
            ContactBatchPatch(id=contact.id, email="nobody"),
            ContactBatchPatch(id=contact.id, tags=["vip"]),
        ]
    )
    result = create_or_update_contacts.sync(client=client, body=items)
    assert isinstance(result, ContactBatchResult)
    created, refused, changed = result.data
    assert (created.status, changed.status, refused.status) == (201, 200, 422)
    assert created.data
    assert created.data.first_name == "Annabella"
    assert changed.data
    assert changed.data.tags == ["vip"]
    assert refused.error
    assert refused.error.code == ErrorCode.VALIDATION_FAILED
    assert refused.error.errors
    assert refused.error.errors[0].pointer == "/items/1/email"


def mistake(client: AuthenticatedClient) -> None:
    refused = create_contact.sync(client=client, body=NewContact(first_name="Charles", email="nobody"))
    assert isinstance(refused, Problem)
    assert refused.code == ErrorCode.VALIDATION_FAILED
    assert refused.errors
    assert [error.pointer for error in refused.errors] == ["/email"]


def main(url: str, key: str) -> None:
    with AuthenticatedClient(base_url=url, token=key, raise_on_unexpected_status=True) as client:
        contact = create(client)
        page_through(client)
        conflict(client, contact)
        upsert(client, contact)
        batch(client, contact)
        mistake(client)


if __name__ == "__main__":
    main(*sys.argv[1:])
