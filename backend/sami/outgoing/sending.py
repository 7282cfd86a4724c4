"""Sends a message to a URL that a user has chosen (ADR 15).

Only reachable addresses are called (`Reachable`), and the check is on the address that is connected to. A name is
resolved once, each of its addresses is checked, and the connection goes to one of those addresses, not to the name. So
a name that resolves elsewhere a moment later (DNS rebinding) has no effect. TLS still verifies the name's certificate.

httpcore sends the request. It follows no redirects, keeps no cookies, uses no proxies from the environment and
decompresses nothing, so none of that has to be turned off.
"""

import asyncio
import socket
import ssl
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Self

import httpcore
from pydantic_core import Url, ValidationError

from sami.outgoing.addresses import Reachable
from sami.outgoing.connecting import NotReachable, ReachableBackend
from sami.outgoing.resolving import Resolve, Resolver

#: Time limits: from the look-up of the name to the end of the response, and to connect to each of the name's addresses.
TOTAL_SECONDS, CONNECT_SECONDS = 10.0, 3.0

USER_AGENT = "SAMI-OS-Webhooks/1.0"


@dataclass(frozen=True, slots=True)
class SendResult:
    """The result of one request: the status of the response, or an error code. `retry_after`: the response's
    `Retry-After` in seconds.
    """

    status: int | None
    error: str | None
    milliseconds: int
    retry_after: float | None = None

    @property
    def succeeded(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


class Sender:
    """Sends messages. Opened once per process, by `Sender.open`. Connections stay open some seconds for reuse."""

    def __init__(self, connections: httpcore.AsyncConnectionPool, *, secure: bool) -> None:
        self._connections = connections
        self._secure = secure

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        reachable: Reachable,
        *,
        secure: bool = False,
        resolve: Resolve | None = None,
        ssl_context: ssl.SSLContext | None = None,
    ) -> AsyncIterator[Self]:
        """Opens the connection pool and the resolver for the block.

        `secure`: only https, even for a URL that was accepted when http was allowed. `resolve`: replaces the system's
        resolver. `ssl_context`: replaces the default trusted certificates.
        """
        with closing(Resolver()) as resolver:
            async with httpcore.AsyncConnectionPool(
                ssl_context=ssl_context,
                max_connections=None,
                max_keepalive_connections=50,
                keepalive_expiry=5,
                network_backend=ReachableBackend(reachable, resolve or resolver),
            ) as connections:
                yield cls(connections, secure=secure)

    async def post(self, url: str, body: str, headers: Mapping[str, str]) -> SendResult:
        """Sends JSON. Returns failures as a result and raises nothing."""
        begun = time.monotonic()

        def result(status: int | None = None, error: str | None = None, retry_after: float | None = None) -> SendResult:
            return SendResult(status, error, round((time.monotonic() - begun) * 1000), retry_after)

        try:
            async with asyncio.timeout(TOTAL_SECONDS):
                status, retry_after = await self._post(Url(url), body.encode(), headers)
        except (ValidationError, httpcore.UnsupportedProtocol) as failure:
            return result(error="not_a_url" if isinstance(failure, ValidationError) else "not_https")
        except NotReachable:
            return result(error="not_reachable")
        except (TimeoutError, httpcore.TimeoutException):
            return result(error="timed_out")
        except (OSError, UnicodeError, httpcore.NetworkError) as failure:
            return result(error=_error_code(failure))
        except httpcore.ProtocolError:
            return result(error="not_http")
        return result(status, None if 200 <= status < 300 else "refused", retry_after)

    async def _post(self, url: Url, body: bytes, headers: Mapping[str, str]) -> tuple[int, float | None]:
        if self._secure and url.scheme != "https":
            raise httpcore.UnsupportedProtocol()
        host, port = (url.host or "").encode("ascii"), url.port
        path = url.path or "/"
        target = f"{path}?{url.query}" if url.query is not None else path
        default = {"http": 80, "https": 443}.get(url.scheme)
        all_headers = {
            "Host": host if port == default else b"%b:%d" % (host, port or 0),
            "Content-Type": b"application/json",
            "Content-Length": str(len(body)).encode(),
            "User-Agent": USER_AGENT.encode(),
            "Accept-Encoding": b"identity",
            **{name: value.encode("ascii") for name, value in headers.items()},
        }
        async with self._connections.stream(
            b"POST",
            # The parts, as one parser found them: a second one might find others.
            httpcore.URL(scheme=url.scheme, host=host.strip(b"[]"), port=port, target=target),
            headers=[(name.encode(), value) for name, value in all_headers.items()],
            content=body,
            extensions={
                "timeout": {
                    "connect": CONNECT_SECONDS,
                    "read": TOTAL_SECONDS,
                    "write": TOTAL_SECONDS,
                    "pool": TOTAL_SECONDS,
                }
            },
        ) as response:
            # Read to the end, so that the connection can be reused. A response that breaks off still has its status.
            with suppress(httpcore.RemoteProtocolError):
                async for _ in response.aiter_stream():
                    pass
            return response.status, _retry_after(response.headers)


def _error_code(failure: Exception) -> str:
    """Returns a short code, without the system's message, which may contain internal addresses."""
    causes = [failure, failure.__cause__, failure.__context__]
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return "tls_failed"
    if any(isinstance(cause, socket.gaierror | UnicodeError) for cause in causes):
        return "unknown_host"
    return "not_connected"


def _retry_after(headers: Sequence[tuple[bytes, bytes]]) -> float | None:
    """Returns `Retry-After` in seconds (RFC 9110 §10.2.3), given as a number or a date, or None if it is invalid."""
    text = next((value.decode("latin-1") for name, value in headers if name.lower() == b"retry-after"), "").strip()
    if text.isdecimal():
        return float(text[:9])
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None
