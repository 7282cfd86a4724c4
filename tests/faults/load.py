"""Callers that go on calling, each over a connection of its own that it keeps, and all that they were told."""

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

READERS, WRITERS = 4, 4

#: Far beyond what the service promises: a call that takes this long was forgotten.
FORGOTTEN_SECONDS = 60

Kind = Literal["read", "change"]


@dataclass(frozen=True)
class Told:
    """One answer, or that the connection broke (status 0). Moments are `time.monotonic()`'s, in seconds."""

    caller: int
    kind: Kind
    started: float
    ended: float
    status: int
    answer: httpx.Response | None = field(repr=False)

    @property
    def succeeded(self) -> bool:
        return self.status in (200, 201)


@dataclass
class Load:
    """Readers ask for one contact again and again. Writers create contacts, and say each again, with the same
    `Idempotency-Key`, until it succeeded.
    """

    url: str
    key: HeldKey
    contact: str
    told: list[Told] = field(default_factory=list)
    #: The names of contacts that were sent, and of those the ones that were answered with 201 (or 200: replayed).
    sent: set[str] = field(default_factory=set)
    acknowledged: set[str] = field(default_factory=set)
    _stop: asyncio.Event = field(default_factory=asyncio.Event)
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def until(self, enough: Callable[["Load"], bool]) -> None:
        """Returns when `enough` holds, which is asked again with each answer."""
        async with self._changed:
            await self._changed.wait_for(lambda: enough(self))

    def since(self, moment: float) -> list[Told]:
        """What was told of calls that started later."""
        return [told for told in self.told if told.started > moment]

    def numbers(self) -> str:
        """For people: how many calls there were, and how many of them were refused for the moment."""
        return f"{len(self.told):,}, {sum(told.status == 503 for told in self.told):,}"

    def longest(self) -> float:
        """Seconds."""
        return max(told.ended - told.started for told in self.told)

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
                    told = await self._call(
                        caller,
                        "change",
                        client,
                        "POST",
                        "/v1/contacts",
                        headers={"Idempotency-Key": name},
                        json={"last_name": name},
                    )
                    if told.succeeded:
                        self.acknowledged.add(name)
                        break

    def _client(self) -> httpx.AsyncClient:
        limits = httpx.Limits(max_connections=1)
        return httpx.AsyncClient(base_url=self.url, headers=self.key.headers, limits=limits, timeout=FORGOTTEN_SECONDS)

    async def _call(
        self, caller: int, kind: Kind, client: httpx.AsyncClient, method: str, path: str, **request: Any
    ) -> Told:
        started, answer = time.monotonic(), None
        try:
            answer = await client.request(method, path, **request)
        except httpx.TimeoutException:
            raise
        except httpx.TransportError:
            pass
        told = Told(caller, kind, started, time.monotonic(), answer.status_code if answer else 0, answer)
        self.told.append(told)
        async with self._changed:
            self._changed.notify_all()
        return told


@asynccontextmanager
async def load(url: str, key: HeldKey, contact: object) -> AsyncIterator[Load]:
    """Callers at work during the block."""
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
    """Each of the callers was told one of these at least `number` times, of calls started since."""

    def enough(load: Load) -> bool:
        counts = Counter(told.caller for told in load.since(since) if told.status in statuses)
        return len(counts) == READERS + WRITERS and min(counts.values()) >= number

    return enough


def recovered(since: float) -> Callable[[Load], bool]:
    """Each caller's last few calls, started after that moment, were successful."""

    def enough(load: Load) -> bool:
        latest: dict[int, list[Told]] = {}
        for told in reversed(load.since(since)):
            mine = latest.setdefault(told.caller, [])
            if len(mine) < 10:
                mine.append(told)
        return len(latest) == READERS + WRITERS and all(
            len(mine) == 10 and all(told.succeeded for told in mine) for mine in latest.values()
        )

    return enough
