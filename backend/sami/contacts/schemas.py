"""The schemas of contacts: the record, its request bodies and its filters. Each error names the limit it is about."""

from typing import Annotated

from pydantic import Field

from sami.records.schemas import Exactly, RecordFields, RecordFilters, SharedFields, example
from sami.records.values import (
    Custom,
    CustomPatch,
    Email,
    NewCustom,
    OptionalEmail,
    OptionalPhone,
    OptionalText,
    Phone,
    Tags,
)


class Contact(RecordFields):
    """A person or organisation that the workspace deals with."""

    first_name: Annotated[str | None, Field(examples=["Ada"])]
    last_name: Annotated[str | None, Field(examples=["Lovelace"])]
    email: Annotated[str | None, Field(examples=["ada@example.com"])]
    phone: Annotated[str | None, Field(examples=["+442079460958"])]
    company: Annotated[str | None, Field(examples=["Analytical Engines Ltd"])]
    job_title: Annotated[str | None, Field(examples=["Programmer"])]
    tags: Annotated[list[str], Field(examples=[["newsletter", "vip"]])]
    custom: Annotated[Custom, Field(examples=[{"plan": "pro", "seats": 12}])]
    source: Annotated[str | None, Field(examples=["zapier"], description="Where the contact came from.")]


class ContactFields(SharedFields):
    """The members for both creating and changing. Absent members stay as they are; `null` or an empty string clears."""

    first_name: OptionalText = None
    last_name: OptionalText = None
    email: OptionalEmail = Field(default=None, description="Stored in lower case.")
    phone: OptionalPhone = Field(default=None, description="With its country code. Stored in E.164 format.")
    company: OptionalText = None
    job_title: OptionalText = None
    tags: Tags = Field(default_factory=list)
    custom: NewCustom = Field(default_factory=dict)
    source: OptionalText = None


class NewContact(ContactFields):
    """All members are optional. You are the owner, unless an Admin key sets another one."""

    model_config = example(first_name="Ada", last_name="Lovelace", email="ada@example.com", tags=["vip"])


class ContactUpsert(ContactFields):
    """A contact to find by its email address: it is changed if it exists, and created otherwise."""

    model_config = example(email="ada@example.com", company="Analytical Engines Ltd", custom={"plan": "pro"})

    email: Email = Field(description="The email address to find the contact by, ignoring case.")
    custom: CustomPatch | None = None  # type: ignore[assignment]  # null empties it: see `patch_custom`


class ContactPatch(ContactFields):
    """A JSON merge patch (RFC 7396). Changing `owner_id` or `visibility` requires an Admin key."""

    model_config = example(job_title="Countess", phone=None)

    custom: CustomPatch | None = None  # type: ignore[assignment]  # null empties it: see `patch_custom`


class UpsertedContact(Contact):
    """The contact as it is now."""

    created: Annotated[bool, Field(description="Whether it was created (true) or changed (false).")]


class ContactFilters(RecordFilters):
    first_name: Exactly[str] = None
    last_name: Exactly[str] = None
    email: Email | None = Field(default=None, description="Contacts with this email address, ignoring case.")
    phone: Phone | None = Field(
        default=None, description="Contacts with this phone number, in any format with its country code."
    )
    company: Exactly[str] = None
    job_title: Exactly[str] = None
    source: Exactly[str] = None
    tag: str | None = Field(default=None, description="Contacts with this tag.")
