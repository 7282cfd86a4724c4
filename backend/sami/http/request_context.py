"""What is known about the running request, in one typed place that middleware, dependencies and routes share."""

from dataclasses import dataclass

from starlette.types import Scope

from sami.auth.claims import Claim
from sami.limits.keys import KeyStanding

_SCOPE_KEY = "sami.request_context"


@dataclass(slots=True)
class RequestContext:
    """Filled in while the request is handled; a field that is None was not reached yet.

    `claim` is set once the key's secret matched, `key_standing` once the call was counted against the key's limit,
    `body` once all of it was received.
    """

    request_id: str = ""
    claim: Claim | None = None
    key_standing: KeyStanding | None = None
    dry_run: bool = False
    body: bytes | None = None


def context_of(scope: Scope) -> RequestContext:
    """The context of the request that `scope` belongs to, created at the first call."""
    context: RequestContext | None = scope.get(_SCOPE_KEY)
    if context is None:
        context = scope[_SCOPE_KEY] = RequestContext()
    return context
