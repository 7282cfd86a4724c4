"""Where a request came from."""

from functools import lru_cache
from ipaddress import ip_address

from starlette.types import Scope

from sami.auth.key_format import redact
from sami.client import Client

_KEPT_AGENT_BYTES = 256


def client_of(scope: Scope) -> Client:
    """The address is the peer's, or the one a trusted proxy names (uvicorn sees to that)."""
    peer = scope.get("client")
    agent = next((value for name, value in scope["headers"] if name == b"user-agent"), b"")
    # What anybody may send, and as much of it as they like, is not kept.
    find = _known_client if len(agent) <= _KEPT_AGENT_BYTES else _client
    return find(peer[0] if peer else "", agent)


def _client(address: str, agent: bytes) -> Client:
    printable = "".join(char for char in agent.decode("latin-1") if char.isprintable())
    return Client(_address(address), redact(printable)[:200] or None)


#: Asked for at each call with a key, and each program makes many.
_known_client = lru_cache(maxsize=10_000)(_client)


def _address(text: str) -> str | None:
    """What stands in a proxy's X-Forwarded-For is the caller's to choose, so anything but an address is dropped."""
    try:
        return str(ip_address(text))
    except ValueError:
        return None
