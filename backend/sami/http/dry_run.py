"""`dry_run=true` on a change: it is really made, and then undone.

So whatever would refuse the real call refuses this one, in the same words, and what it is answered with is what the
real call would have been answered with. The transaction is rolled back (`sami.http.dependencies.transaction`, and for
batches `BatchRun`): nothing is stored, no record of the token in an `Idempotency-Key` among it.
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
    """The headers of a dry run's answer: they say so, and don't point to a record that doesn't exist."""
    return [*(header for header in headers if header[0] != b"location"), (b"dry-run", b"true")]
