"""Schemas of keys in the settings API."""

import unicodedata
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from sami.auth.key_format import LEAKED_KEY
from sami.auth.permission import Permission
from sami.text import has_control_characters


class Expiry(StrEnum):
    """Months and years are calendar ones: 31 August + 6 months is 28 (or 29) February."""

    NEVER = "never"
    DAYS_30 = "30d"
    DAYS_90 = "90d"
    MONTHS_6 = "6m"
    YEAR_1 = "1y"


class KeyStatus(StrEnum):
    ACTIVE = "active"
    EXPIRED = "expired"
    REVOKED = "revoked"


#: Zero-width joiners, which Persian, Hindi and emoji need. No other invisible character belongs in a name.
_JOINERS = "\u200c\u200d"


def _validate_name(name: str) -> str:
    if has_control_characters(name) or any(
        unicodedata.category(char) == "Cf" and char not in _JOINERS for char in name
    ):
        raise ValueError("Must not contain control characters or invisible formatting characters")
    if not name.strip(_JOINERS):
        raise ValueError("Must contain a visible character")
    if LEAKED_KEY.search(name):
        raise ValueError("Must not be an API key, because names are stored and shown")
    return name


KeyName = Annotated[
    str,
    Field(
        min_length=1, max_length=80, description="1 to 80 characters, unique among your live keys.", examples=["Zapier"]
    ),
    AfterValidator(_validate_name),
]


class NewKey(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    name: KeyName
    permission: Permission
    expires_in: Expiry


class KeyPatch(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    name: KeyName


class Grace(StrEnum):
    """How long a replaced key keeps working alongside its replacement."""

    NONE = "0"
    HOUR_1 = "1h"
    HOURS_24 = "24h"
    DAYS_7 = "7d"


class Replacement(BaseModel):
    model_config = ConfigDict(extra="forbid")

    grace: Annotated[
        Grace,
        BeforeValidator(lambda value: "0" if value == 0 and value is not False else value),
        Field(
            description="How long the old key keeps working, at most until its own expiry. `0` (a string or a number) "
            "revokes it at once."
        ),
    ]


class Revoker(BaseModel):
    id: UUID
    name: str


class KeyReference(BaseModel):
    """Another key of the same person."""

    id: UUID
    name: str
    prefix: str


class Attempts(BaseModel):
    """Calls with the full key that were refused because it was revoked or expired, or its owner deactivated."""

    count: int
    last_at: datetime | None
    last_ip: str | None
    last_agent: str | None


class Key(BaseModel):
    """A key, without its secret."""

    id: UUID
    name: str
    prefix: Annotated[str, Field(description="Shown followed by …", examples=["sami_4fJk29sLqZ"])]
    permission: Permission
    status: KeyStatus
    created_at: datetime
    expires_at: Annotated[
        datetime | None, Field(description="When it expires. For a replaced key, when its grace period ends.")
    ]
    last_used_at: datetime | None
    last_used_ip: str | None
    last_used_agent: str | None
    calls: Annotated[
        int, Field(description="The number of accepted calls so far, counted with a delay of a few seconds.")
    ]
    needed_permission: Annotated[
        Permission | None,
        Field(description="The lowest permission that would have allowed all calls so far."),
    ]
    attempts: Attempts
    replaced_at: datetime | None
    replaced_by: Annotated[KeyReference | None, Field(description="The key that replaced it.")]
    calls_since_replaced: int | None
    replaces: Annotated[KeyReference | None, Field(description="The key that it replaced.")]
    revoked_at: datetime | None
    revoked_by: Revoker | None
    reported_leaked: Annotated[
        bool, Field(description="Whether it was revoked because somebody reported it as leaked.")
    ]


class CreatedKey(Key):
    """The only response that contains the full key. A replay of the same request doesn't contain it."""

    key: Annotated[str | None, Field(description="The full key. This is the only time you see it.")] = None


class KeyList(BaseModel):
    data: list[Key]


DAYS_SHOWN = 30

_PerDay = Annotated[
    list[int],
    Field(min_length=DAYS_SHOWN, max_length=DAYS_SHOWN, examples=[[0] * (DAYS_SHOWN - 3) + [3, 12, 9]]),
]


class KeyUse(BaseModel):
    """A key's calls on each of the last 30 days (UTC), oldest first, today last."""

    id: UUID
    calls: Annotated[_PerDay, Field(description="Accepted calls.")]
    refusals: Annotated[
        _PerDay,
        Field(
            description="Calls refused because the key no longer worked, lacked the permission, or exceeded the limit."
        ),
    ]


_Since = Annotated[date, Field(description="The first of the 30 days.")]


class KeyUseSince(KeyUse):
    since: _Since


class KeyUseList(BaseModel):
    """Keys without calls are left out."""

    since: _Since
    data: list[KeyUse]


class Owner(BaseModel):
    id: UUID
    name: str
    email: str
    active: Annotated[bool, Field(description="Whether the owner is active. Keys of deactivated owners are refused.")]


class WorkspaceKey(Key):
    """Anybody's key, as workspace admins see it."""

    owner: Owner


StatusFilter = Literal["active", "revoked", "all"]
