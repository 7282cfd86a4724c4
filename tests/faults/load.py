"""Callers that call repeatedly, each over its own kept-alive connection, and the results of their calls."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import uuid4

import httpx

from tests.factories.world import HeldKey
from tests.fixtures.loopback import Loopback

READERS, WRITERS = 4, 4

#: Far beyond what the service promises: a call that takes this long has hung.
TIMEOUT_SECONDS = 60

Kind = Literal["read", "change"]


@dataclass(frozen=True)
class CallResult:
    """The result of one call; status 0 when the connection broke. Times are from `time.monotonic()`, in seconds."""

    caller: int
    kind: Kind
    started: float
    ended: float
    status: int
    response: httpx.Response | None = field(repr=False)

    @property
    def succeeded(self) -> bool:
        return self.status in (200, 201)


@dataclass
class Load:
    """Readers get one contact repeatedly. Writers create contacts, and repeat each request, with the same
    `Idempotency-Key`, until it succeeds.
    """

    url: str
    key: HeldKey
    contact: str
    results: list[CallResult] = field(default_factory=list)
    #: The names of all contacts that were sent, and of those that got a 201 (or a replayed 200).
    sent: set[str] = field(default_factory=set)
    acknowledged: set[str] = field(default_factory=set)
    _stop: asyncio.Event = field(default_factory=asyncio.Event)
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def until(self, enough: Callable[["Load"], bool]) -> None:
        """Returns when `enough` is true. It is checked after each call."""
        async with self._changed:
            await self._changed.wait_for(lambda: enough(self))

    def since(self, moment: float) -> list[CallResult]:
        """Returns the results of calls that started after `moment`."""
        return [result for result in self.results if result.started > moment]

    def numbers(self) -> str:
        """The number of calls, and of those that got a 503, as text."""
        return f"{len(self.results):,}, {sum(result.status == 503 for result in self.results):,}"

    def longest(self) -> float:
        """The longest call, in seconds."""
        return max(result.ended - result.started for result in self.results)

    async def _read(self, caller: int) -> None:
        async with self._client() as client:
            while not self._stop.is_set():
                await self._call(caller, "read", client, "GET", f"/v1/contacts/{self.contact}")

    async def _write(self, caller: int) -> None:
        async with self._client() as client:
            while not self._stop.is_set():
                name = uuid4().hex
                self.sent.add(name)
                while not self._stop.is_set():
                    result = await self._call(
                        caller,
                        "change",
                        client,
                        "POST",
                        "/v1/contacts",
                        headers={"Idempotency-Key": name},
                        json={"last_name": name},
                    )
                    if result.succeeded:
                        self.acknowledged.add(name)
                        break

    def _client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            base_url=self.url, headers=self.key.headers, transport=Loopback(), timeout=TIMEOUT_SECONDS
        )

    async def _call(
        self, caller: int, kind: Kind, client: httpx.AsyncClient, method: str, path: str, **request: Any
    ) -> CallResult:
        started, response = time.monotonic(), None
        try:
            response = await client.request(method, path, **request)
        except httpx.TimeoutException:
            raise
        except httpx.TransportError:
            pass
        result = CallResult(caller, kind, started, time.monotonic(), response.status_code if response else 0, response)
        self.results.append(result)
        async with self._changed:
            self._changed.notify_all()
        return result


@asynccontextmanager
async def load(url: str, key: HeldKey, contact: object) -> AsyncIterator[Load]:
    """Runs the callers during the block."""
    load = Load(url, key, str(contact))
    async with asyncio.TaskGroup() as group:
        for caller in range(READERS):
            group.create_task(load._read(caller))
        for caller in range(READERS, READERS + WRITERS):
            group.create_task(load._write(caller))
        try:
            yield load
        finally:
            load._stop.set()


def each(number: int, *statuses: int, since: float = 0) -> Callable[[Load], bool]:
    """Whether each caller got one of these statuses at least `number` times, in calls that started after `since`."""

    def enough(load: Load) -> bool:
        counts = Counter(result.caller for result in load.since(since) if result.status in statuses)
        return len(counts) == READERS + WRITERS and min(counts.values()) >= number

    return enough


def recovered(since: float) -> Callable[[Load], bool]:
    """Whether the last ten calls of each caller, started after `since`, succeeded."""

    def enough(load: Load) -> bool:
        latest: dict[int, list[CallResult]] = {}
        for result in reversed(load.since(since)):
            last_ten = latest.setdefault(result.caller, [])
            if len(last_ten) < 10:
                last_ten.append(result)
        return len(latest) == READERS + WRITERS and all(
            len(last_ten) == 10 and all(result.succeeded for result in last_ten) for last_ten in latest.values()
        )

    return enough
