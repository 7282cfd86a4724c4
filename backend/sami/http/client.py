"""Where a request came from."""

from starlette.datastructures import Headers
from starlette.types import Scope

from sami.auth.key_format import redact
from sami.client import Client


def client_of(scope: Scope) -> Client:
    """The address is the peer's, or the one a trusted proxy names (uvicorn sees to that)."""
    peer = scope.get("client")
    agent = "".join(char for char in Headers(scope=scope).get("user-agent", "") if char.isprintable())
    return Client(peer[0] if peer else None, redact(agent)[:200] or None)
