"""What a contact looks like in the API, and what may be sent. Limits are those of the docs: each refusal names its
own.
"""

from typing import Annotated, Any, Literal, cast
from uuid import UUID

from pydantic import Field

from sami.models.record import Visibility
from sami.records.schemas import (
    Custom,
    CustomPatch,
    Email,
    ListQuery,
    Model,
    OptionalEmail,
    OptionalPhone,
    OptionalText,
    PageOf,
    RecordFields,
    Tags,
)

ContactSort = Literal["created_at", "-created_at", "updated_at", "-updated_at", "last_name", "-last_name"]


class Contact(RecordFields):
    """A person or organisation that the workspace deals with."""

    first_name: Annotated[str | None, Field(examples=["Ada"])]
    last_name: Annotated[str | None, Field(examples=["Lovelace"])]
    email: Annotated[str | None, Field(examples=["ada@example.com"])]
    phone: Annotated[str | None, Field(examples=["+44 20 7946 0958"])]
    company: Annotated[str | None, Field(examples=["Analytical Engines Ltd"])]
    job_title: Annotated[str | None, Field(examples=["Programmer"])]
    tags: Annotated[list[str], Field(examples=[["newsletter", "vip"]])]
    custom: Annotated[dict[str, Any], Field(examples=[{"plan": "pro", "seats": 12}])]
    source: Annotated[str | None, Field(examples=["zapier"], description="Where the contact came from.")]


class ContactPage(PageOf[Contact]):
    """Contacts, a page at a time."""


class ContactFields(Model):
    """Members that both creating and changing take. Absent members stay as they are; `null` (or an empty text)
    clears.
    """

    first_name: OptionalText = None
    last_name: OptionalText = None
    email: OptionalEmail = Field(default=None, description="Kept in lower case.")
    phone: OptionalPhone = None
    company: OptionalText = None
    job_title: OptionalText = None
    tags: Tags = Field(default_factory=list)
    custom: Custom = Field(default_factory=dict)
    source: OptionalText = None
    owner_id: UUID = Field(default=cast(UUID, None), description="Whose contact it is.")
    visibility: Visibility = Field(default=Visibility.WORKSPACE, description="Who else sees it.")


class NewContact(ContactFields):
    """All members are optional. The owner is you unless an Admin key names somebody else."""


class ContactPatch(ContactFields):
    """A JSON merge patch (RFC 7396). `owner_id` and `visibility` take an Admin key."""

    custom: CustomPatch | None = None  # type: ignore[assignment]  # null means something here: see `patched_custom`


class ContactQuery(ListQuery):
    sort: ContactSort = Field(default="-created_at", description="`-` means newest or last first.")
    first_name: str | None = None
    last_name: str | None = None
    email: Email | None = Field(default=None, description="In any spelling of upper and lower case.")
    phone: str | None = None
    company: str | None = None
    job_title: str | None = None
    source: str | None = None
    tag: str | None = Field(default=None, description="Contacts that have this tag.")
    owner_id: UUID | None = None
    visibility: Visibility | None = None
