"""Connections to addresses that may be called, with somebody at the other end who may mean us harm."""

import ssl
from collections.abc import Iterable
from typing import Any

import httpcore

from sami.outgoing.addresses import Reachable, parse_address
from sami.outgoing.resolving import Resolve

#: Of an answer, and all that is around it. It says nothing that we need beyond its status, so the rest is cut off.
MAX_ANSWER_BYTES = 64 * 1024

#: Between two of these others have their turn, whatever there is to be made out in one.
_READ_BYTES = 4 * 1024


class NotReachable(Exception):
    """The host leads to an address that is not to be called. Which one is nobody's business."""


class ToReachable(httpcore.AsyncNetworkBackend):
    """Connects to what a name leads to, if all of that is reachable."""

    def __init__(self, reachable: Reachable, resolve: Resolve) -> None:
        self._reachable = reachable
        self._resolve = resolve
        self._tcp = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's own signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        literal = parse_address(host)
        addresses = [literal] if literal is not None else await self._resolve(host, port)
        # One that is not is reason enough: who puts it among others is trying something.
        if not addresses or not all(address in self._reachable for address in addresses):
            raise NotReachable()
        failure: Exception | None = None
        for address in addresses:
            try:
                return _Brief(await self._tcp.connect_tcp(str(address), port, timeout, local_address, socket_options))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as cause:
                failure = cause
        raise failure or NotReachable()


class _Brief(httpcore.AsyncNetworkStream):
    """Ends, as if the other side had hung up, when that has said too much since it was last written to: be it a body, a
    head that doesn't end, provisional answers (RFC 9110 §15.2) by the thousand, or chunks of one byte each.
    """

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream
        self._left = MAX_ANSWER_BYTES

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        if not self._left:
            return b""
        said = await self._stream.read(min(max_bytes, self._left, _READ_BYTES), timeout)
        self._left -= len(said)
        return said

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        self._left = MAX_ANSWER_BYTES
        await self._stream.write(buffer, timeout)

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> httpcore.AsyncNetworkStream:
        return _Brief(await self._stream.start_tls(ssl_context, server_hostname, timeout))

    async def aclose(self) -> None:
        await self._stream.aclose()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
