"""The shape of a key: `sami_<id>_<secret><check>`.

`<id>` 10, `<secret>` 32 and `<check>` 6 characters of base62. The check is the CRC-32 of everything before it, so that
a mistyped or truncated key is told from a wrong one without a database call, and so that a secret scanner has next to
no false positives. 32 characters of base62 hold 190 bits.

Like GitHub's tokens ("Behind GitHub's new authentication token formats", 2021); CRC-32 as in ISO 3309 (zlib).
"""

import re
import secrets
import string
import zlib
from dataclasses import dataclass, field

ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase
_ID, _SECRET, _CHECK = 10, 32, 6

#: Finds a key anywhere in a text; what secret scanners are given.
LEAKED_KEY = re.compile(r"sami_[0-9A-Za-z]{10}_[0-9A-Za-z]{38}")


@dataclass(frozen=True, slots=True)
class KeySecret:
    """A well-formed key with a right check. Its `repr` shows the prefix alone."""

    prefix: str
    text: str = field(repr=False)


def generate() -> KeySecret:
    """A new key from the operating system's randomness."""
    prefix = f"sami_{_random(_ID)}"
    body = f"{prefix}_{_random(_SECRET)}"
    return KeySecret(prefix, body + check_digits(body))


def parse(text: str) -> KeySecret | None:
    """The key in `text`, or None when its shape or its check is wrong."""
    if LEAKED_KEY.fullmatch(text) is None or check_digits(text[:-_CHECK]) != text[-_CHECK:]:
        return None
    return KeySecret(text[: len("sami_") + _ID], text)


def check_digits(body: str) -> str:
    """CRC-32 of `body` (ASCII) as 6 digits of base62, left-padded with `0`."""
    number = zlib.crc32(body.encode("ascii"))
    digits = ""
    for _ in range(_CHECK):
        number, digit = divmod(number, len(ALPHABET))
        digits = ALPHABET[digit] + digits
    return digits


def redact(text: str) -> str:
    """`text` with every key cut down to its prefix: for what people send us and we log, store or say back."""
    return LEAKED_KEY.sub(lambda found: f"{found[0][: len('sami_') + _ID]}_[redacted]", text)


def _random(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
