"""`dry_run=true` on a write: the change is made in full, then rolled back (ADR 17).

So a dry run is refused for the same reasons and in the same words as the real call, and gets the response that the real
call would get. `sami.http.dependencies.transaction` rolls the transaction back, and `BatchRun` does so for batches.
Nothing is stored, including the token of an `Idempotency-Key`.
"""

from collections.abc import Iterable
from typing import Annotated

from fastapi import Query

PARAMETER = "dry_run"
DryRun = Annotated[
    bool,
    Query(
        description="Try the change without making it. You get the response that the real call would get, with "
        "`Dry-Run: true`. Requires the same permission."
    ),
]

_Headers = Iterable[tuple[bytes, bytes]]


def as_dry_run(headers: _Headers) -> _Headers:
    """Returns the headers for a dry run's response: marked as one, and without the `Location` of an unsaved record."""
    return [*(header for header in headers if header[0] != b"location"), (b"dry-run", b"true")]
