"""`dry_run=true` on a change: it is really made, and then undone.

So whatever would refuse the real call refuses this one, in the same words, and what it is answered with is what the
real call would have been answered with. The transaction is rolled back (`sami.http.dependencies.transaction`, and for
batches `BatchRun`): nothing is stored, no record of the token in an `Idempotency-Key` among it.
"""

from collections.abc import Iterable
from typing import Annotated

from fastapi import Query
from starlette.types import Scope

PARAMETER = "dry_run"
DryRun = Annotated[
    bool,
    Query(
        description="Try it only: nothing is changed, and you get the answer that you would have got, with "
        "`Dry-Run: true`. It takes the same permission."
    ),
]

_NOTED = "sami.dry_run"
_Headers = Iterable[tuple[bytes, bytes]]


def note_dry_run(scope: Scope, dry_run: bool) -> None:
    """To be called before the change begins, with what the caller asked for."""
    scope[_NOTED] = dry_run


def is_dry_run(scope: Scope) -> bool:
    return bool(scope.get(_NOTED))


def as_dry_run(headers: _Headers, scope: Scope) -> _Headers:
    """The headers of an answer; of a dry run's they say so, and don't send anybody to a record that isn't there."""
    if not is_dry_run(scope):
        return headers
    return [*(header for header in headers if header[0] != b"location"), (b"dry-run", b"true")]
