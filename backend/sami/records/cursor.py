"""Where a page ended: opaque to the caller, and good only for the list it came from."""

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
    """The sort value and the id of the last row; the next page begins right behind it, whatever happened to that
    row.
    """

    value: str | datetime | date | Decimal | int
    id: UUID

    def encode(self, query: str) -> str:
        """`query` is the sort and the filters, in any fixed form: decoding needs the same."""
        value = self.value.isoformat() if isinstance(self.value, date) else str(self.value)
        return _encode(query, value, self.id.hex)

    @classmethod
    def decode(cls, text: str, query: str, type_: TypeEngine[Any]) -> "Cursor":
        """`type_`: that of the column the list is sorted by.

        Raises InvalidCursor when `text` is no cursor, or one of another sort or other filters.
        """
        with _refused():
            value, row_id = _decode(text, query)
            return cls(_value(value, type_), UUID(hex=row_id))


@dataclass(frozen=True, slots=True)
class LogCursor:
    """The number of a transaction and of an entry of its in the log of changes; what follows begins right behind it.

    `history`: of which database's past, as it was, these are numbers.

    It is sealed with a pepper: who could make one up of before they came would be told what was removed by then.
    """

    history: str
    xid: int
    id: int

    def encode(self, query: str, peppers: Peppers) -> str:
        """As `Cursor.encode`."""
        return _encode(query, *self._values, peppers.newest.id, self._seal(query, peppers.newest))

    @classmethod
    def decode(cls, text: str, query: str, peppers: Peppers) -> "LogCursor":
        """Raises InvalidCursor when `text` is no cursor of ours, or somebody else's, or one of another choice of
        types.
        """
        with _refused():
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
    """The values, of whatever types they are in what was sent. Raises InvalidCursor when they belong elsewhere."""
    padded = text + "=" * (-len(text) % 4)
    values: list[Any]
    fingerprint, *values = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    if fingerprint != _fingerprint(query):
        raise InvalidCursor("A cursor goes with the sort and the filters it was made for; start without one.")
    return values


@contextmanager
def _refused() -> Iterator[None]:
    """What is no cursor raises InvalidCursor in this block."""
    try:
        yield
    except (ValueError, TypeError, AttributeError, ArithmeticError, RecursionError) as cause:
        raise InvalidCursor("Take 'next_cursor' of the page before, unchanged.") from cause


def _text(text: object) -> str:
    if not isinstance(text, str) or has_control_characters(text):
        raise ValueError
    return text


def _number(text: object) -> int:
    """Of 63 bits. Raises ValueError for any other."""
    if 0 <= (number := int(_text(text))) < 2**63:
        return number
    raise ValueError


def _value(text: object, type_: TypeEngine[Any]) -> str | datetime | date | Decimal | int:
    """Raises ValueError, OverflowError or ArithmeticError for what no column can hold."""
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
