"""The value types of records' members, with their limits and their JSON Schema for the docs."""

import json
import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, TypeVar

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, WithJsonSchema
from typing_extensions import TypeAliasType

from sami.text import has_control_characters

D = TypeVar("D", date, datetime)

MAX_CUSTOM_KEYS, MAX_CUSTOM_BYTES, MAX_CUSTOM_DEPTH = 50, 16 * 1024, 8
MAX_EXACT_NUMBER = 2**53 - 1


def _no_control_characters(text: str) -> str:
    if has_control_characters(text):
        raise ValueError("Must not contain control characters")
    return text


def _no_control_characters_but_layout(text: str) -> str:
    _no_control_characters(text.translate(dict.fromkeys(map(ord, "\n\r\t"), " ")))
    return text


#: The patterns that the docs show for these two checks. `_NOT_BLANK` is for required texts. Surrounding whitespace is
#: stripped before the check.
_CONTROL = r"\u0000-\u001f\u007f-\u009f"
_TEXT = {"pattern": f"^[^{_CONTROL}]*$"}
_LONG_TEXT = {"pattern": r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$"}
_NOT_BLANK = {"pattern": rf"^[^{_CONTROL}]*[^\s{_CONTROL}][^{_CONTROL}]*$"}


def _written_as(form: str, wanted: str) -> BeforeValidator:
    """Returns a validator that takes only text matching the regular expression `form`. `wanted` is its error message.

    Pydantic alone would also accept `0.5` as a timestamp: half a second into 1970.
    """

    def check(text: Any) -> Any:
        if isinstance(text, str) and re.fullmatch(form, text, re.ASCII):
            return text
        raise ValueError(wanted)

    return BeforeValidator(check)


def _no_other_type(number: Any) -> Any:
    if isinstance(number, str | bool):
        raise ValueError("Must be a whole number")  # noqa: TRY004 - pydantic reports only ValueError to the caller
    return number


def _in_utc(moment: datetime) -> datetime:
    try:
        moment = moment.astimezone(UTC)
    except OverflowError as cause:
        raise ValueError("Must be between the years 1 and 9999 in UTC") from cause
    _not_infinite(moment.replace(tzinfo=None))
    return moment


def _not_infinite(moment: D) -> D:
    """Refuses the earliest and the latest value that Python has: asyncpg writes them as -infinity and infinity."""
    if moment in (type(moment).min, type(moment).max):
        raise ValueError("Must be after the start of the year 1 and before the end of the year 9999")
    return moment


#: A timestamp with an offset (RFC 3339), converted to UTC.
Moment = Annotated[
    AwareDatetime,
    _written_as(
        r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)",
        "Must be a time with an offset, such as 2026-01-31T09:30:00Z",
    ),
    AfterValidator(_in_utc),
]
#: Restricts an `int` to JSON Schema's integers: `1.0` is an integer; `"1"` and `true` are not.
NO_OTHER_TYPE = BeforeValidator(_no_other_type)
Day = Annotated[
    date, _written_as(r"\d{4}-\d\d-\d\d", "Must be a date, such as 2026-01-31"), AfterValidator(_not_infinite)
]


def _empty_is_null(value: Any) -> Any:
    """Turns blank text into None: Zapier and similar tools send `""` for an empty field."""
    return None if isinstance(value, str) and not value.strip() else value


_EmptyText = Annotated[str, Field(max_length=0)]

ShortText = Annotated[str, Field(max_length=200, json_schema_extra=_TEXT), AfterValidator(_no_control_characters)]
RequiredText = Annotated[
    str, Field(min_length=1, max_length=200, json_schema_extra=_NOT_BLANK), AfterValidator(_no_control_characters)
]
OptionalText = Annotated[ShortText | None, BeforeValidator(_empty_is_null)]

#: The text of messages, which may contain line breaks and tabs.
LongText = Annotated[
    str, Field(max_length=20_000, json_schema_extra=_LONG_TEXT), AfterValidator(_no_control_characters_but_layout)
]
OptionalLongText = Annotated[LongText | None, BeforeValidator(_empty_is_null)]


def _normalised_phone(text: str) -> str:
    """Returns the number in E.164, with any extension as in RFC 3966, so that all spellings become the same text.

    The country code is required: a guessed one could make it somebody else's number. Raises ValueError for anything
    else.
    """
    wanted = "Must be a phone number with its country code, such as +44 20 7946 0958"
    try:
        number = phonenumbers.parse(text)
    except phonenumbers.NumberParseException as cause:
        raise ValueError(wanted) from cause
    if not phonenumbers.is_possible_number(number):
        raise ValueError(wanted)
    extension = f";ext={number.extension}" if number.extension else ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) + extension


Phone = Annotated[str, Field(max_length=40, json_schema_extra={"format": "phone"}), AfterValidator(_normalised_phone)]
OptionalPhone = Annotated[
    Phone | None, BeforeValidator(_empty_is_null, json_schema_input_type=Phone | _EmptyText | None)
]


def _normalised_email(text: str) -> str:
    """Returns the address in lower case. RFC 5321 allows case to matter in the local part, but no mail provider
    distinguishes `A@` from `a@`. Raises ValueError for an invalid address.
    """
    try:
        return validate_email(text, check_deliverability=False, test_environment=True).normalized.lower()
    except EmailNotValidError as cause:
        raise ValueError("Must be an email address") from cause


Email = Annotated[
    str,
    Field(max_length=254),
    AfterValidator(_normalised_email),
    WithJsonSchema({"type": "string", "format": "email", "maxLength": 254}),
]

OptionalEmail = Annotated[
    Email | None, BeforeValidator(_empty_is_null, json_schema_input_type=Email | _EmptyText | None)
]

Tag = Annotated[
    str, Field(min_length=1, max_length=50, json_schema_extra=_NOT_BLANK), AfterValidator(_no_control_characters)
]
_TagList = Annotated[list[Tag], Field(max_length=50, description="At most 50. Duplicates are removed.")]
Tags = Annotated[
    _TagList,
    BeforeValidator(lambda value: [] if value is None else value, json_schema_input_type=_TagList | None),
    AfterValidator(lambda tags: list(dict.fromkeys(tags))),
]


def validate_custom(custom: dict[str, Any]) -> dict[str, Any]:
    """Returns `custom` unchanged. Raises ValueError, naming the limit, when it is over one."""
    if len(custom) > MAX_CUSTOM_KEYS:
        raise ValueError(f"Must have at most {MAX_CUSTOM_KEYS} keys")
    _check_json(custom, MAX_CUSTOM_DEPTH)
    if len(json.dumps(custom, ensure_ascii=False).encode()) > MAX_CUSTOM_BYTES:
        raise ValueError(f"Must be at most {MAX_CUSTOM_BYTES} bytes (16 KiB) as JSON")
    return custom


def _check_json(value: Any, depth: int) -> None:
    """Raises ValueError for a value that PostgreSQL's jsonb, or a client with 64-bit floats, can't hold without loss.
    `depth` is how many levels of nesting are left.
    """
    if depth < 0:
        raise ValueError(f"Must be nested at most {MAX_CUSTOM_DEPTH} levels deep")
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
        raise ValueError(f"Numbers must be within ±{MAX_EXACT_NUMBER}. Send larger ones as text")


#: Named, because generated clients have one type for each named schema: what they read has the type that they can send.
Custom = TypeAliasType("Custom", dict[str, Any])

_CUSTOM = Field(
    description="Your own data: at most 50 keys and 16 KiB. A patch is merged into it, and `null` clears it.",
    json_schema_extra={"maxProperties": MAX_CUSTOM_KEYS, "propertyNames": {"pattern": r"^[^\u0000]*$"}},
)
CustomPatch = Annotated[Custom, _CUSTOM, AfterValidator(validate_custom)]
NewCustom = Annotated[
    CustomPatch,
    BeforeValidator(lambda value: {} if value is None else value, json_schema_input_type=CustomPatch | None),
]
