"""Pieces of schemas that all records share, with their limits."""

import json
from datetime import UTC, datetime
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from sami.models.record import Visibility
from sami.text import has_control_characters

T = TypeVar("T", bound=BaseModel)

MAX_CUSTOM_KEYS, MAX_CUSTOM_BYTES, MAX_CUSTOM_DEPTH = 50, 16 * 1024, 8
MAX_EXACT_NUMBER = 2**53 - 1

FIELDS = "Only these members, comma-separated."
INCLUDE_DELETED = "Deleted records too, with `deleted_at`."


class Model(BaseModel):
    """Unknown members are errors: a mistyped one must not be dropped in silence."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


def _no_control_characters(text: str) -> str:
    if has_control_characters(text):
        raise ValueError("Must not contain control characters")
    return text


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError as cause:
        raise ValueError("Must be between the years 1 and 9999 in UTC") from cause


Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]


def _empty_is_null(value: Any) -> Any:
    """Zapier and its kind send `""` for a field that was left empty."""
    return None if isinstance(value, str) and not value.strip() else value


ShortText = Annotated[str, Field(max_length=200), AfterValidator(_no_control_characters)]
OptionalText = Annotated[ShortText | None, BeforeValidator(_empty_is_null)]

Phone = Annotated[str, Field(max_length=40), AfterValidator(_no_control_characters)]
OptionalPhone = Annotated[Phone | None, BeforeValidator(_empty_is_null)]


def _normalised_email(text: str) -> str:
    """As RFC 5321 compares it but for the local part, where case is ignored too: no mail provider tells `A@` from
    `a@`.
    """
    try:
        return validate_email(text, check_deliverability=False, test_environment=True).normalized.lower()
    except EmailNotValidError as cause:
        raise ValueError("Must be an e-mail address") from cause


Email = Annotated[
    str,
    Field(max_length=254),
    AfterValidator(_normalised_email),
    WithJsonSchema({"type": "string", "format": "email", "maxLength": 254}),
]

OptionalEmail = Annotated[Email | None, BeforeValidator(_empty_is_null)]

Tag = Annotated[str, Field(min_length=1, max_length=50), AfterValidator(_no_control_characters)]
Tags = Annotated[
    list[Tag],
    Field(max_length=50, description="At most 50, each once.", json_schema_extra={"uniqueItems": True}),
    BeforeValidator(lambda value: [] if value is None else value),
    AfterValidator(lambda tags: list(dict.fromkeys(tags))),
]


def checked_custom(custom: dict[str, Any]) -> dict[str, Any]:
    """`custom`, if it is within its limits. Raises ValueError, which names the limit."""
    if len(custom) > MAX_CUSTOM_KEYS:
        raise ValueError(f"Must have at most {MAX_CUSTOM_KEYS} keys")
    _check_json(custom, MAX_CUSTOM_DEPTH)
    if len(json.dumps(custom, ensure_ascii=False).encode()) > MAX_CUSTOM_BYTES:
        raise ValueError(f"Must be at most {MAX_CUSTOM_BYTES} bytes (16 KiB) as JSON")
    return custom


def _check_json(value: Any, depth: int) -> None:
    """What PostgreSQL's jsonb, and every client's numbers, can hold without loss."""
    if depth < 0:
        raise ValueError(f"Must be nested at most {MAX_CUSTOM_DEPTH} deep")
    if isinstance(value, dict):
        for name, member in value.items():
            _check_json(name, 0)
            _check_json(member, depth - 1)
    elif isinstance(value, list):
        for item in value:
            _check_json(item, depth - 1)
    elif isinstance(value, str):
        if "\0" in value:
            raise ValueError("Must not contain NUL characters")
    elif isinstance(value, int | float) and not abs(value) <= MAX_EXACT_NUMBER:
        raise ValueError(f"Numbers must be between ±{MAX_EXACT_NUMBER}; send larger ones as text")


_CUSTOM = Field(
    description="Anything of your own: at most 50 keys and 16 KiB. A patch is merged into it; `null` empties it."
)
CustomPatch = Annotated[dict[str, Any], _CUSTOM, AfterValidator(checked_custom)]
Custom = Annotated[CustomPatch, BeforeValidator(lambda value: {} if value is None else value)]


class RecordFields(BaseModel):
    """What every record has. No defaults: all members are always there."""

    id: Annotated[UUID, Field(description="UUIDv7.")]
    owner_id: Annotated[UUID, Field(description="The user whose record it is.")]
    visibility: Visibility
    version: Annotated[int, Field(description="Counts up with every change; also the ETag.", examples=[1])]
    created_at: datetime
    updated_at: datetime


class ListQuery(BaseModel):
    """The parameters that every list takes."""

    limit: int = Field(default=50, ge=1, le=100)
    cursor: str | None = Field(default=None, max_length=4000, description="`next_cursor` of the page before.")
    q: str | None = Field(
        default=None, max_length=200, description="Finds names, addresses and companies that contain every word."
    )
    created_after: Moment | None = None
    created_before: Moment | None = None
    updated_since: Moment | None = Field(default=None, description="Changed at this moment or later.")
    include_deleted: bool = Field(default=False, description=INCLUDE_DELETED)
    fields: str | None = Field(default=None, max_length=500, description=FIELDS)

    def filters(self) -> dict[str, Any]:
        """The filters that were given, by name."""
        not_filters = {"limit", "cursor", "q", "sort", "include_deleted", "fields"}
        return {name: value for name, value in self if name not in not_filters and value is not None}


class PageOf(BaseModel, Generic[T]):
    """A page of a list."""

    data: list[T]
    has_more: bool
    next_cursor: Annotated[str | None, Field(description="`cursor=` of the next page, or null on the last.")]
