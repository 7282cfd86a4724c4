"""The words before the reference in the docs: Markdown, part of the published document."""

from collections.abc import Iterable
from pathlib import Path

from sami.errors.help import HELP
from sami.errors.types import SamiError

#: Where examples have the address of the service, and where they have a key. The docs page puts in its own address and
#: the beginning of its visitor's own key; tests put in what they run against.
ADDRESS, KEY = "https://YOUR-SAMI-OS", "sami_…"


def introduction(errors: Iterable[type[SamiError]]) -> str:
    """`errors`: all that the public API can answer."""
    rows = (
        f"| `{error.code}` | {error.status} | {error.title}. {HELP[error.code].remedy} |"
        for error in sorted(errors, key=lambda error: (error.status, error.code))
    )
    return _TEXT.replace("{every error}", "\n".join(rows))


_TEXT = Path(__file__).with_suffix(".md").read_text()
