"""Where a request came from."""

from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.types import Scope

from sami.auth.key_format import redact
from sami.client import Client


def client_of(scope: Scope) -> Client:
    """The address is the peer's, or the one a trusted proxy names (uvicorn sees to that)."""
    peer = scope.get("client")
    agent = "".join(char for char in Headers(scope=scope).get("user-agent", "") if char.isprintable())
    return Client(_address(peer[0]) if peer else None, redact(agent)[:200] or None)


def _address(text: str) -> str | None:
    """What stands in a proxy's X-Forwarded-For is the caller's to choose, so anything but an address is dropped."""
    try:
        return str(ip_address(text))
    except ValueError:
        return None
