"""Cursors: where a page ended. They are opaque to the caller and valid only for the list they came from."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Date, DateTime, Integer, Numeric
from sqlalchemy.types import TypeEngine

from sami.auth.key_hash import Pepper, Peppers
from sami.errors.types import InvalidCursor
from sami.text import has_control_characters


@dataclass(frozen=True, slots=True)
class Cursor:
    """The sort value and the id of a page's last row. The next page starts after them, even if that row has changed
    or is gone.
    """

    value: str | datetime | date | Decimal | int
    id: UUID

    def encode(self, query: str) -> str:
        """Returns the cursor as text. `query` is the sort and the filters in any stable form; decoding needs the
        same text.
        """
        value = self.value.isoformat() if isinstance(self.value, date) else str(self.value)
        return _encode(query, value, self.id.hex)

    @classmethod
    def decode(cls, text: str, query: str, type_: TypeEngine[Any]) -> "Cursor":
        """Reads a cursor that `encode` wrote. `type_` is the type of the column that the list is sorted by.

        Raises InvalidCursor when `text` is not a cursor, or was made for another sort or other filters.
        """
        with _invalid_cursor():
            value, row_id = _decode(text, query)
            return cls(_value(value, type_), UUID(hex=row_id))


@dataclass(frozen=True, slots=True)
class LogCursor:
    """A position in the log of changes: the numbers of a transaction and of one of its entries. Reading resumes after
    it.

    `history` identifies the database history that the numbers belong to.

    The cursor is sealed with a pepper (ADR 14). Otherwise callers could forge one from before they joined, and learn
    what had been removed by then.
    """

    history: str
    xid: int
    id: int

    def encode(self, query: str, peppers: Peppers) -> str:
        """Like `Cursor.encode`, sealed with the newest pepper."""
        return _encode(query, *self._values, peppers.newest.id, self._seal(query, peppers.newest))

    @classmethod
    def decode(cls, text: str, query: str, peppers: Peppers) -> "LogCursor":
        """Reads a cursor that `encode` wrote.

        Raises InvalidCursor when `text` is not a cursor of ours, or was made for another user or other types.
        """
        with _invalid_cursor():
            history, xid, entry_id, pepper_id, seal = _decode(text, query)
            cursor, pepper = cls(_text(history), _number(xid), _number(entry_id)), peppers.get(_text(pepper_id))
            if pepper is None or not hmac.compare_digest(cursor._seal(query, pepper), _text(seal)):
                raise ValueError
            return cursor

    @property
    def _values(self) -> tuple[str, str, str]:
        return self.history, str(self.xid), str(self.id)

    def _seal(self, query: str, pepper: Pepper) -> str:
        return pepper.derive("cursor", repr((query, *self._values)).encode()).hex()[:32]


def _encode(query: str, *values: str) -> str:
    text = json.dumps([_fingerprint(query), *values], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decode(text: str, query: str) -> list[Any]:
    """Returns the values, unchecked: the caller may have sent any JSON types. Raises InvalidCursor when the cursor
    belongs to another query.
    """
    padded = text + "=" * (-len(text) % 4)
    values: list[Any]
    fingerprint, *values = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    if fingerprint != _fingerprint(query):
        raise InvalidCursor(
            "A cursor is only valid with the sort and filters that it was created for. Start over without a cursor."
        )
    return values


@contextmanager
def _invalid_cursor() -> Iterator[None]:
    """Turns the errors that malformed cursors cause in this block into InvalidCursor."""
    try:
        yield
    except (ValueError, TypeError, AttributeError, ArithmeticError, RecursionError) as cause:
        raise InvalidCursor("Send the 'next_cursor' of the previous page unchanged.") from cause


def _text(text: object) -> str:
    if not isinstance(text, str) or has_control_characters(text):
        raise ValueError
    return text


def _number(text: object) -> int:
    """Returns a number of at most 63 bits. Raises ValueError for anything else."""
    if 0 <= (number := int(_text(text))) < 2**63:
        return number
    raise ValueError


def _value(text: object, type_: TypeEngine[Any]) -> str | datetime | date | Decimal | int:
    """Converts `text` to the column's type. Raises ValueError, OverflowError or ArithmeticError for a value that the
    column can't hold.
    """
    text = _text(text)
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
