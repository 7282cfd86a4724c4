"""Normalizes text for comparing names (case-insensitive) and for search (also accent-insensitive).

It follows Unicode's rules in Python, so that the result doesn't depend on the database.
"""

import unicodedata


def has_control_characters(text: str) -> bool:
    """Whether `text` has a control character or a lone surrogate (Unicode categories Cc and Cs). No name or address
    has one, and PostgreSQL can't store some of them, such as NUL.
    """
    return any(unicodedata.category(char) in ("Cc", "Cs") for char in text)


def fold(text: str) -> str:
    """Returns the form of `text` in which equal names are the same text (Unicode caseless matching, UAX #15 NFKC)."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def searchable(*parts: str | None) -> str:
    """Joins the parts in the form that search compares: no case, no accents, a space before each word. So `muller`
    finds `Müller`.
    """
    decomposed = unicodedata.normalize("NFKD", fold(" ".join(part for part in parts if part)))
    words = "".join(char for char in decomposed if not unicodedata.combining(char)).split()
    return f" {' '.join(words)}"
