"""Sending a message to a URL that a stranger has chosen.

It goes to public addresses alone (`Reachable`), and that is asked of the address which the connection is then made to:
a name is resolved once, each of its addresses is asked, and one of those, not the name, is connected to. So a name that
leads elsewhere a moment later (DNS rebinding) leads nowhere. TLS still asks for the certificate of the name.

Sent by httpcore alone, which has no redirects to follow, no cookies, no proxies from the environment, and inflates
nothing: what there isn't need not be turned off.
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
from sami.outgoing.connecting import NotReachable, ToReachable
from sami.outgoing.resolving import Resolve, Resolver

#: From the look-up of the name to the end of the answer; and for each of its addresses, of which one may be dead.
SECONDS, CONNECT_SECONDS = 10.0, 3.0

USER_AGENT = "SAMI-OS-Webhooks/1.0"


@dataclass(frozen=True, slots=True)
class Sent:
    """How it went: the answer's status, or why there is none; `retry_after`: after how many seconds, if it said so."""

    status: int | None
    error: str | None
    milliseconds: int
    retry_after: float | None = None

    @property
    def succeeded(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


class Sender:
    """Opened once per process, by `Sender.open`. Connections are kept for some seconds, for the next message."""

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
        trusted: ssl.SSLContext | None = None,
    ) -> AsyncIterator[Self]:
        """`secure`: by https alone, also to a URL that was taken when http was allowed. `trusted`: whose certificates
        are believed, if not those that everybody believes.
        """
        with closing(Resolver()) as resolver:
            async with httpcore.AsyncConnectionPool(
                ssl_context=trusted,
                max_connections=None,
                max_keepalive_connections=50,
                keepalive_expiry=5,
                network_backend=ToReachable(reachable, resolve or resolver),
            ) as connections:
                yield cls(connections, secure=secure)

    async def post(self, url: str, body: str, headers: Mapping[str, str]) -> Sent:
        """Sends JSON. Whatever happens is told, and nothing raised."""
        begun = time.monotonic()

        def told(status: int | None = None, error: str | None = None, retry_after: float | None = None) -> Sent:
            return Sent(status, error, round((time.monotonic() - begun) * 1000), retry_after)

        try:
            async with asyncio.timeout(SECONDS):
                status, retry_after = await self._post(Url(url), body.encode(), headers)
        except (ValidationError, httpcore.UnsupportedProtocol) as failure:
            return told(error="not_a_url" if isinstance(failure, ValidationError) else "not_https")
        except NotReachable:
            return told(error="not_reachable")
        except (TimeoutError, httpcore.TimeoutException):
            return told(error="timed_out")
        except (OSError, UnicodeError, httpcore.NetworkError) as failure:
            return told(error=_why(failure))
        except httpcore.ProtocolError:
            return told(error="not_http")
        return told(status, None if 200 <= status < 300 else "refused", retry_after)

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
            extensions={"timeout": {"connect": CONNECT_SECONDS, "read": SECONDS, "write": SECONDS, "pool": SECONDS}},
        ) as answer:
            # To the end, so that the connection can be used again. An answer that breaks off has had its status.
            with suppress(httpcore.RemoteProtocolError):
                async for _ in answer.aiter_stream():
                    pass
            return answer.status, _retry_after(answer.headers)


def _why(failure: Exception) -> str:
    """In a word, and without what the system says, which may name addresses of ours."""
    causes = [failure, failure.__cause__, failure.__context__]
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return "tls_failed"
    if any(isinstance(cause, socket.gaierror | UnicodeError) for cause in causes):
        return "unknown_host"
    return "not_connected"


def _retry_after(headers: Sequence[tuple[bytes, bytes]]) -> float | None:
    """Seconds (RFC 9110 §10.2.3), said as a number or as a moment; None where it says nothing that makes sense."""
    text = next((value.decode("latin-1") for name, value in headers if name.lower() == b"retry-after"), "").strip()
    if text.isdecimal():
        return float(text[:9])
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None
