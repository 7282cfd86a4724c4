"""Determines which client sent a request."""

from functools import lru_cache
from ipaddress import ip_address

from starlette.types import Scope

from sami.auth.key_format import redact
from sami.client import Client

_MAX_CACHED_AGENT_BYTES = 256


def client_of(scope: Scope) -> Client:
    """Returns the client's address and user agent.

    The address is the peer's, or the one named by a trusted proxy; uvicorn puts it into `scope`.
    """
    peer = scope.get("client")
    agent = next((value for name, value in scope["headers"] if name == b"user-agent"), b"")
    # Anyone can send a user agent of any length, so long ones are not cached.
    build = _cached_client if len(agent) <= _MAX_CACHED_AGENT_BYTES else _client
    return build(peer[0] if peer else "", agent)


def _client(address: str, agent: bytes) -> Client:
    printable = "".join(char for char in agent.decode("latin-1") if char.isprintable())
    return Client(_address(address), redact(printable)[:200] or None)


#: Needed on every call with a key, and each program makes many calls.
_cached_client = lru_cache(maxsize=10_000)(_client)


def _address(text: str) -> str | None:
    """Returns the normalized address, or None. Callers can put any text into a proxy's X-Forwarded-For."""
    try:
        return str(ip_address(text))
    except ValueError:
        return None
