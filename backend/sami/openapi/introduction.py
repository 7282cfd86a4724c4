"""The chapters before the reference in the docs: Markdown, part of the published document."""

from collections.abc import Iterable
from pathlib import Path

from sami.errors.help import HELP
from sami.errors.types import SamiError

#: Placeholders for the service's URL and a key in examples. The docs page fills in its own URL and the prefix of the
#: visitor's key; tests fill in the service that they run against.
ADDRESS, KEY = "https://YOUR-SAMI-OS", "sami_…"


def introduction(errors: Iterable[type[SamiError]]) -> str:
    """Returns the Markdown, with a table of `errors`: those that the public API can respond with."""
    rows = (
        f"| `{error.code}` | {error.status} | {error.title}. {HELP[error.code].remedy} |"
        for error in sorted(errors, key=lambda error: (error.status, error.code))
    )
    return _TEXT.replace("{every error}", "\n".join(rows))


_TEXT = Path(__file__).with_suffix(".md").read_text()
