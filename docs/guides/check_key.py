"""Check offline whether a string is an API key of SAMI OS."""

import re
import zlib

SHAPE = re.compile(r"sami_[0-9A-Za-z]{10}_[0-9A-Za-z]{38}")
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def is_key(candidate: str) -> bool:
    """Return whether the format and the check digits are right. This can't tell whether the key still works."""
    if not SHAPE.fullmatch(candidate):
        return False
    body, check = candidate[:-6], candidate[-6:]
    number, digits = zlib.crc32(body.encode("ascii")), ""
    for _ in range(6):
        number, digit = divmod(number, 62)
        digits = DIGITS[digit] + digits
    return digits == check
