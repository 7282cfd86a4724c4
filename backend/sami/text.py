"""Text as people compare it: without case, and for search also without accents.

Unicode's rules, in Python, so that they are the same on every database.
"""

import unicodedata


def has_control_characters(text: str) -> bool:
    """Whether there is a character that no name or address has, such as NUL, which PostgreSQL can't store."""
    return any(unicodedata.category(char) in ("Cc", "Cs") for char in text)


def fold(text: str) -> str:
    """`text` for asking whether two names are the same (Unicode caseless matching, UAX #15 NFKC)."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def searchable(*parts: str | None) -> str:
    """The parts joined, without case and accents, for finding `muller` in `Müller`. A space stands before each word."""
    decomposed = unicodedata.normalize("NFKD", fold(" ".join(part for part in parts if part)))
    words = "".join(char for char in decomposed if not unicodedata.combining(char)).split()
    return f" {' '.join(words)}"
