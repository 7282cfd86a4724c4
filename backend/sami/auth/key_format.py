"""The format of a key: `sami_<id>_<secret><check>`.

`<id>` is 10, `<secret>` 32 and `<check>` 6 characters of base62. The check is the CRC-32 of everything before it. It
reveals a mistyped or truncated key without a database call, and leaves secret scanners with almost no false positives.
32 characters of base62 hold 190 bits.

Modelled on GitHub's tokens ("Behind GitHub's new authentication token formats", 2021). CRC-32 as in ISO 3309 (zlib).
"""

import re
import secrets
import string
import zlib
from dataclasses import dataclass, field

ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase
_ID_LENGTH, _SECRET_LENGTH, _CHECK_LENGTH = 10, 32, 6

#: Finds a key anywhere in a text. This is the pattern published for secret scanners.
LEAKED_KEY = re.compile(r"sami_[0-9A-Za-z]{10}_[0-9A-Za-z]{38}")


@dataclass(frozen=True, slots=True)
class KeySecret:
    """A well-formed key with a valid check. Its `repr` shows only the prefix."""

    prefix: str
    text: str = field(repr=False)


def generate() -> KeySecret:
    """Generates a new key from the operating system's randomness."""
    prefix = f"sami_{_random(_ID_LENGTH)}"
    body = f"{prefix}_{_random(_SECRET_LENGTH)}"
    return KeySecret(prefix, body + check_digits(body))


def parse(text: str) -> KeySecret | None:
    """Parses `text` as a key. Returns None if its format or its check is wrong."""
    if LEAKED_KEY.fullmatch(text) is None or check_digits(text[:-_CHECK_LENGTH]) != text[-_CHECK_LENGTH:]:
        return None
    return KeySecret(text[: len("sami_") + _ID_LENGTH], text)


def check_digits(body: str) -> str:
    """Returns the CRC-32 of `body` (ASCII) as 6 digits of base62, left-padded with `0`."""
    number = zlib.crc32(body.encode("ascii"))
    digits = ""
    for _ in range(_CHECK_LENGTH):
        number, digit = divmod(number, len(ALPHABET))
        digits = ALPHABET[digit] + digits
    return digits


def redact(text: str) -> str:
    """Reduces every key in `text` to its prefix. For text from clients that we log, store or repeat."""
    return LEAKED_KEY.sub(lambda found: f"{found[0][: len('sami_') + _ID_LENGTH]}_[redacted]", text)


def _random(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
