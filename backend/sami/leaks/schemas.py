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
            description="The full keys. Strings that aren't keys are ignored.",
            examples=[["sami_4fJk29sLqZ_…"]],
        ),
    ]


class ReceivedReport(BaseModel):
    received: Annotated[
        int, Field(description="The number of strings received, whether or not they are keys.", examples=[1])
    ]
