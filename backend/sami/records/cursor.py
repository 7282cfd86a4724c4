"""Where a page ended: opaque to the caller, and good only for the list it came from."""

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sami.errors import InvalidCursor
from sami.text import has_control_characters


@dataclass(frozen=True, slots=True)
class Cursor:
    """The sort value and the id of the last row; the next page begins right behind it, whatever happened to that
    row.
    """

    value: str | datetime
    id: UUID

    def encode(self, query: str) -> str:
        """`query` is the sort and the filters, in any fixed form: decoding needs the same."""
        value = self.value.isoformat() if isinstance(self.value, datetime) else self.value
        text = json.dumps([_fingerprint(query), value, self.id.hex], ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str, query: str, *, by_moment: bool) -> "Cursor":
        """`by_moment`: whether the list is sorted by a moment, or by a text.

        Raises InvalidCursor when `text` is no cursor, or one of another sort or other filters.
        """
        try:
            padded = text + "=" * (-len(text) % 4)
            fingerprint, value, row_id = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
            cursor = cls(datetime.fromisoformat(value).astimezone(UTC) if by_moment else _text(value), UUID(hex=row_id))
        except (ValueError, TypeError, AttributeError, OverflowError, RecursionError) as cause:
            raise InvalidCursor("Take 'next_cursor' of the page before, unchanged.") from cause
        if fingerprint != _fingerprint(query):
            raise InvalidCursor("A cursor goes with the sort and the filters it was made for; start without one.")
        return cursor


def _text(value: object) -> str:
    if not isinstance(value, str) or has_control_characters(value):
        raise ValueError
    return value


def _fingerprint(query: str) -> str:
    return hashlib.sha256(query.encode()).hexdigest()[:16]
