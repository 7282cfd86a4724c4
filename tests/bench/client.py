"""A closed loop of HTTP calls over a few connections, which are kept alive if the server allows it.

It does as little as possible, because it shares its core with PostgreSQL: raw sockets, prepared request bytes, and only
enough parsing to know that a response is complete and successful.
"""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from typing import cast

import uvloop

_LONGEST_SECONDS = 30.0


class BadResponse(Exception):
    """A call got no response, or one other than 200."""


def request_bytes(path: str, headers: dict[str, str]) -> bytes:
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode()


@dataclass
class Load:
    """The measurement after the warm-up: its length in `seconds`, and the latency of each call in seconds."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)


def run(
    port: int,
    requests: Sequence[bytes],
    *,
    connections: int,
    warm_up: float,
    seconds: float,
    at_edges: Callable[[], None],
) -> Load:
    """Calls 127.0.0.1:`port` with the `requests` in turn. Each connection sends the next one when it has a response.

    `at_edges` is called at the end of the warm-up and at the end of the measurement. Waits for the calls that run then,
    so that the server is idle afterwards. Raises BadResponse.
    """

    async def load() -> Load:
        return await _Run(port, requests, at_edges).go(connections, warm_up, seconds)

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(load())


class _Run:
    def __init__(self, port: int, requests: Sequence[bytes], at_edges: Callable[[], None]) -> None:
        self._port = port
        self._at_edges = at_edges
        self.requests: Iterator[bytes] = cycle(requests)
        self.load = Load()
        self.measuring = False
        self.ending = False
        self.open = 0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def go(self, connections: int, warm_up: float, seconds: float) -> Load:
        self.open = connections
        for _ in range(connections):
            await self.connect()
        await self._sleep(warm_up)
        self._at_edges()
        begun = time.perf_counter()
        self.measuring = True
        await self._sleep(seconds)
        # With a very slow server, waits until each connection has had at least one response.
        while len(self.load.latencies) < connections and time.perf_counter() < begun + _LONGEST_SECONDS:
            await self._sleep(0.1)
        self.measuring = False
        self.load.seconds = time.perf_counter() - begun
        self._at_edges()
        self.ending = True
        await asyncio.wait_for(self.done, _LONGEST_SECONDS)
        return self.load

    async def connect(self) -> None:
        await asyncio.get_running_loop().create_connection(lambda: _Connection(self), "127.0.0.1", self._port)

    def left(self) -> None:
        self.open -= 1
        if not self.open and not self.done.done():
            self.done.set_result(None)

    def fail(self, why: str) -> None:
        if not self.done.done():
            self.done.set_exception(BadResponse(why))

    async def _sleep(self, seconds: float) -> None:
        """Sleeps, or returns early when a call failed."""
        await asyncio.wait([self.done], timeout=seconds)
        if self.done.done():
            await self.done


class _Connection(asyncio.Protocol):
    """Makes one call at a time. Connects again when the server closes after a response, as gunicorn's default does."""

    def __init__(self, run: _Run) -> None:
        self._run = run
        self._received = b""
        self._length = 0
        self._begun = 0.0
        self._waiting = self._closes = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports have the interface, but not the base class.
        self._transport = cast(asyncio.Transport, transport)
        self._call()

    def data_received(self, data: bytes) -> None:
        self._received += data
        if not self._length and not self._read_head():
            return
        if len(self._received) >= self._length:
            self._answered()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._waiting:
            self._run.fail(f"hung up after {self._received[:200]!r}: {exc}")

    def _call(self) -> None:
        self._received, self._length, self._waiting = b"", 0, True
        self._begun = time.perf_counter()
        self._transport.write(next(self._run.requests))

    def _read_head(self) -> bool:
        """Returns whether the head is complete. Sets the length of the whole response."""
        end = self._received.find(b"\r\n\r\n")
        if end < 0:
            return False
        head = self._received[:end].lower()
        if not head.startswith(b"http/1.1 200 ") or b"\r\ncontent-length:" not in head:
            self._run.fail(f"answered {self._received[:300]!r}")
            self._transport.abort()
            return False
        self._closes = b"\r\nconnection: close" in head
        length = head.split(b"\r\ncontent-length:", 1)[1].split(b"\r\n", 1)[0]
        self._length = end + 4 + int(length)
        return True

    def _answered(self) -> None:
        self._waiting = False
        if self._run.measuring:
            self._run.load.latencies.append(time.perf_counter() - self._begun)
        if self._run.ending:
            self._transport.close()
            self._run.left()
        elif self._closes:
            self._transport.close()
            task = asyncio.ensure_future(self._run.connect())
            task.add_done_callback(self._connected)
        else:
            self._call()

    def _connected(self, task: "asyncio.Task[None]") -> None:
        if task.exception():
            self._run.fail(f"could not connect again: {task.exception()}")
