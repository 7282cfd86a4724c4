"""The schemas of deals: the record, its request bodies and its filters."""

from datetime import date
from typing import Annotated, cast
from uuid import UUID

from pydantic import Field

from sami.deals.money import AMOUNT, Amount, Currency
from sami.records.schemas import RecordFields, RecordFilters, SharedFields, example
from sami.records.values import Day, Moment, RequiredText

CLOSED_AT = "When it was moved to a won or lost stage. Null while it is open."


class Deal(RecordFields):
    """A potential sale to a contact."""

    title: Annotated[str, Field(examples=["Difference engine, 12 seats"])]
    contact_id: UUID | None
    stage_id: UUID
    amount: Annotated[
        str | None,
        Field(
            description="A decimal string with the decimal places of its currency.",
            pattern=AMOUNT,
            examples=["1250.00"],
        ),
    ]
    currency: Annotated[str | None, Field(description="ISO 4217.", examples=["EUR"])]
    expected_close_on: Annotated[date | None, Field(examples=["2026-12-31"])]
    closed_at: Annotated[Moment | None, Field(description=CLOSED_AT, examples=[None])]


class DealFields(SharedFields):
    """The members for both creating and changing. Absent members stay as they are; `null` clears."""

    title: RequiredText = ""
    contact_id: UUID | None = Field(
        default=None, description="A contact that you can see. Only people who can see it can see the deal."
    )
    stage_id: UUID = Field(default=cast(UUID, None), description="A stage of any pipeline.")
    amount: Amount | None = Field(default=None, description="A decimal string such as `1250.00`. Requires `currency`.")
    currency: Currency | None = Field(default=None, description="ISO 4217. Requires `amount`.")
    expected_close_on: Day | None = Field(default=None, description="When you expect to win it.")


class NewDeal(DealFields):
    """Without `stage_id`, it starts in the first open stage of the first pipeline that has one."""

    model_config = example(title="Difference engine, 12 seats", amount="1250.00", currency="EUR")

    title: RequiredText


class DealPatch(DealFields):
    """A JSON merge patch (RFC 7396). Changing `owner_id` or `visibility` requires an Admin key.

    Moving the deal to a won or lost stage sets `closed_at`. Moving it to an open stage clears it.
    """

    model_config = example(expected_close_on="2026-12-31")


class DealFilters(RecordFilters):
    contact_id: UUID | None = Field(default=None, description="Deals with this contact.")
    stage_id: UUID | None = Field(default=None, description="Deals in this stage.")
    pipeline_id: UUID | None = Field(default=None, description="Deals in any stage of this pipeline.")
    currency: Currency | None = Field(default=None, description="Deals with an amount in this currency.")
