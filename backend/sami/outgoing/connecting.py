"""Connects to addresses that may be called. The other end may be hostile."""

import ssl
from collections.abc import Iterable
from typing import Any

import httpcore

from sami.outgoing.addresses import Reachable, parse_address
from sami.outgoing.resolving import Resolve

#: The most bytes that are read for one request: we need only the status of the response, so the rest is cut off.
MAX_RESPONSE_BYTES = 64 * 1024

#: The most bytes of one read, so that parsing them does not keep other tasks waiting.
_READ_BYTES = 4 * 1024


class NotReachable(Exception):
    """The host resolves to an address that must not be called. The error does not say which, as that is internal."""


class ReachableBackend(httpcore.AsyncNetworkBackend):
    """Connects to the addresses of a name, if all of them are reachable."""

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
        # One unreachable address refuses the name: public and private addresses together suggest an attack.
        if not addresses or not all(address in self._reachable for address in addresses):
            raise NotReachable()
        failure: Exception | None = None
        for address in addresses:
            try:
                stream = await self._tcp.connect_tcp(str(address), port, timeout, local_address, socket_options)
                return _LimitedStream(stream)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as cause:
                failure = cause
        raise failure or NotReachable()


class _LimitedStream(httpcore.AsyncNetworkStream):
    """A stream that ends, as if the other side had closed it, after `MAX_RESPONSE_BYTES` since the last write. That
    stops a large body, an endless head, thousands of interim responses (RFC 9110 §15.2) and one-byte chunks.
    """

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream
        self._left = MAX_RESPONSE_BYTES

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        if not self._left:
            return b""
        data = await self._stream.read(min(max_bytes, self._left, _READ_BYTES), timeout)
        self._left -= len(data)
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        self._left = MAX_RESPONSE_BYTES
        await self._stream.write(buffer, timeout)

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> httpcore.AsyncNetworkStream:
        return _LimitedStream(await self._stream.start_tls(ssl_context, server_hostname, timeout))

    async def aclose(self) -> None:
        await self._stream.aclose()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
