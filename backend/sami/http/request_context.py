"""Typed state of the current request, shared by middleware, dependencies and routes."""

from dataclasses import dataclass

from starlette.types import Scope

from sami.auth.claims import Claim
from sami.limits.keys import RateLimitStatus

_SCOPE_KEY = "sami.request_context"


@dataclass(slots=True)
class RequestContext:
    """Filled in while the request is handled; a field is None until then.

    `claim` is set when the key's secret has matched, `rate_limit_status` when the call has been counted against the
    key's limit, `body` when all of it has been received.
    """

    request_id: str = ""
    claim: Claim | None = None
    rate_limit_status: RateLimitStatus | None = None
    dry_run: bool = False
    body: bytes | None = None


def context_of(scope: Scope) -> RequestContext:
    """Returns the context of the request that `scope` belongs to; the first call creates it."""
    context: RequestContext | None = scope.get(_SCOPE_KEY)
    if context is None:
        context = scope[_SCOPE_KEY] = RequestContext()
    return context
