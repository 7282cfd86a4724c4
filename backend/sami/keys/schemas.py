"""Keys as the settings panel sees them."""

import unicodedata
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from sami.auth.key_format import LEAKED_KEY
from sami.auth.permission import Permission
from sami.text import has_control_characters


class Expiry(StrEnum):
    """Calendar months and years: 31 August + 6 months is 28 (29) February."""

    NEVER = "never"
    DAYS_30 = "30d"
    DAYS_90 = "90d"
    MONTHS_6 = "6m"
    YEAR_1 = "1y"


class KeyStatus(StrEnum):
    ACTIVE = "active"
    EXPIRED = "expired"
    REVOKED = "revoked"


#: What Persian, Hindi and emoji are joined with; of the other invisible characters, none belongs in a name.
_JOINERS = "\u200c\u200d"


def _sound_name(name: str) -> str:
    if has_control_characters(name) or any(
        unicodedata.category(char) == "Cf" and char not in _JOINERS for char in name
    ):
        raise ValueError("Must not contain control characters, or ones that turn the direction of the text")
    if not name.strip(_JOINERS):
        raise ValueError("Must have something to see")
    if LEAKED_KEY.search(name):
        raise ValueError("This looks like an API key: a name is stored and shown, a key must never be")
    return name


KeyName = Annotated[
    str,
    Field(
        min_length=1, max_length=80, description="1 to 80 characters; unique among your live keys.", examples=["Zapier"]
    ),
    AfterValidator(_sound_name),
]


class NewKey(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    name: KeyName
    permission: Permission
    expires_in: Expiry


class KeyPatch(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    name: KeyName


class Revoker(BaseModel):
    id: UUID
    name: str


class Key(BaseModel):
    """Everything about a key but the key itself."""

    id: UUID
    name: str
    prefix: Annotated[str, Field(description="Shown followed by …", examples=["sami_4fJk29sLqZ"])]
    permission: Permission
    status: KeyStatus
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    last_used_ip: str | None
    last_used_agent: str | None
    revoked_at: datetime | None
    revoked_by: Revoker | None


class CreatedKey(Key):
    """The one answer that holds the full key. A replay of the same request holds it no more."""

    key: Annotated[str | None, Field(description="The full key. This is the only time you see it.")] = None


class KeyList(BaseModel):
    data: list[Key]


StatusFilter = Literal["active", "revoked", "all"]
