"""Where a page ended: opaque to the caller, and good only for the list it came from."""

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Date, DateTime, Integer, Numeric
from sqlalchemy.types import TypeEngine

from sami.errors import InvalidCursor
from sami.text import has_control_characters


@dataclass(frozen=True, slots=True)
class Cursor:
    """The sort value and the id of the last row; the next page begins right behind it, whatever happened to that
    row.
    """

    value: str | datetime | date | Decimal | int
    id: UUID

    def encode(self, query: str) -> str:
        """`query` is the sort and the filters, in any fixed form: decoding needs the same."""
        value = self.value.isoformat() if isinstance(self.value, date) else str(self.value)
        text = json.dumps([_fingerprint(query), value, self.id.hex], ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str, query: str, type_: TypeEngine[Any]) -> "Cursor":
        """`type_`: that of the column the list is sorted by.

        Raises InvalidCursor when `text` is no cursor, or one of another sort or other filters.
        """
        try:
            padded = text + "=" * (-len(text) % 4)
            fingerprint, value, row_id = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
            cursor = cls(_value(value, type_), UUID(hex=row_id))
        except (ValueError, TypeError, AttributeError, ArithmeticError, RecursionError) as cause:
            raise InvalidCursor("Take 'next_cursor' of the page before, unchanged.") from cause
        if fingerprint != _fingerprint(query):
            raise InvalidCursor("A cursor goes with the sort and the filters it was made for; start without one.")
        return cursor


def _value(text: object, type_: TypeEngine[Any]) -> str | datetime | date | Decimal | int:
    """Raises ValueError, OverflowError or ArithmeticError for what no column can hold."""
    if not isinstance(text, str) or has_control_characters(text):
        raise ValueError
    match type_:
        case DateTime():
            return datetime.fromisoformat(text).astimezone(UTC)
        case Date():
            return date.fromisoformat(text)
        case Integer() if -(2**31) <= int(text) < 2**31:
            return int(text)
        case Numeric() if (number := Decimal(text)).is_finite() and abs(number.adjusted()) < 100:
            return number
        case Integer() | Numeric():
            raise ValueError
        case _:
            return text


def _fingerprint(query: str) -> str:
    return hashlib.sha256(query.encode()).hexdigest()[:16]
