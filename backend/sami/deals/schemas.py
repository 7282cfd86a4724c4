"""The schemas of deals: the record, its request bodies and its filters."""

from datetime import date
from typing import Annotated, cast
from uuid import UUID

from pydantic import Field

from sami.deals.money import AMOUNT, Amount, Currency
from sami.records.schemas import RecordFields, RecordFilters, SharedFields, example
from sami.records.values import Day, Moment, RequiredText

CLOSED_AT = "When it was moved to a won or lost stage; null while it is open."


class Deal(RecordFields):
    """Business that may come of a contact."""

    title: Annotated[str, Field(examples=["Difference engine, 12 seats"])]
    contact_id: UUID | None
    stage_id: UUID
    amount: Annotated[
        str | None,
        Field(description="Decimal text, with the digits that its currency has.", pattern=AMOUNT, examples=["1250.00"]),
    ]
    currency: Annotated[str | None, Field(description="ISO 4217.", examples=["EUR"])]
    expected_close_on: Annotated[date | None, Field(examples=["2026-12-31"])]
    closed_at: Annotated[Moment | None, Field(description=CLOSED_AT, examples=[None])]


class DealFields(SharedFields):
    """The members for both creating and changing. Absent members stay as they are; `null` clears."""

    title: RequiredText = ""
    contact_id: UUID | None = Field(default=None, description="A contact you see. Only who sees it sees the deal.")
    stage_id: UUID = Field(default=cast(UUID, None), description="A stage of any pipeline.")
    amount: Amount | None = Field(default=None, description="Decimal text, such as `1250.00`. Goes with `currency`.")
    currency: Currency | None = Field(default=None, description="ISO 4217. Goes with `amount`.")
    expected_close_on: Day | None = Field(default=None, description="When you expect it to be won.")


class NewDeal(DealFields):
    """Without `stage_id` it starts in the first open stage of the first pipeline that has one."""

    model_config = example(title="Difference engine, 12 seats", amount="1250.00", currency="EUR")

    title: RequiredText


class DealPatch(DealFields):
    """A JSON merge patch (RFC 7396). `owner_id` and `visibility` take an Admin key.

    Moving the deal to a won or lost stage sets `closed_at`; moving it to an open one clears it.
    """

    model_config = example(expected_close_on="2026-12-31")


class DealFilters(RecordFilters):
    contact_id: UUID | None = Field(default=None, description="With this contact.")
    stage_id: UUID | None = Field(default=None, description="In this stage.")
    pipeline_id: UUID | None = Field(default=None, description="In any stage of this pipeline.")
    currency: Currency | None = Field(default=None, description="With an amount in this currency.")
