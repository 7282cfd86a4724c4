"""Schemas for reporting leaked keys."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

MOST_KEYS = 100


class LeakReport(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    keys: Annotated[
        list[str],
        Field(
            min_length=1,
            max_length=MOST_KEYS,
            repr=False,
            description="The keys, each in full. What is none does no harm.",
            examples=[["sami_4fJk29sLqZ_…"]],
        ),
    ]


class ReceivedReport(BaseModel):
    received: Annotated[int, Field(description="How many texts were sent, whatever they are.", examples=[1])]
