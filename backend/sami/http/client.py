"""Where a request came from."""

from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import Scope

from sami.auth.key_format import redact


@dataclass(frozen=True, slots=True)
class Client:
    """`ip` is the peer's address, or the one a trusted proxy names (uvicorn sees to that)."""

    ip: str | None
    agent: str | None


def client_of(scope: Scope) -> Client:
    peer = scope.get("client")
    agent = "".join(char for char in Headers(scope=scope).get("user-agent", "") if char.isprintable())
    return Client(peer[0] if peer else None, redact(agent)[:200] or None)
