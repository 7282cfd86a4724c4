"""Several processes count the calls of keys exactly, also when they stop normally. A `kill -9` loses at most the counts
of the last few seconds, and no change.
"""

import asyncio
import signal
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import func, select

from sami.db.database import Database
from sami.tables import Contact, KeyUsage, KeyUsageDay
from tests.factories.world import HeldKey, World
from tests.faults.figures import Figures
from tests.faults.processes import kill, workers_of
from tests.faults.soak import ROUNDS
from tests.fixtures.loopback import Loopback
from tests.fixtures.service import live_service

CALLERS, ENOUGH = 8, 200

ACCEPTED_STATUSES, REFUSED_STATUSES = (200, 201, 404), (401, 403)


@dataclass(frozen=True)
class Counts:
    """Calls by key: the accepted ones, and those refused with 401 or 403."""

    answered: Counter[UUID] = field(default_factory=Counter)
    refused: Counter[UUID] = field(default_factory=Counter)

    def copy(self) -> "Counts":
        return Counts(self.answered.copy(), self.refused.copy())

    def __le__(self, other: "Counts") -> bool:
        return self.answered <= other.answered and self.refused <= other.refused


@dataclass
class Callers:
    """Callers that use all keys in turn, each caller over its own connection."""

    url: str
    keys: Sequence[HeldKey]
    counts: Counts = field(default_factory=Counts)
    made: int = 0
    _numbers: Iterator[int] = field(default_factory=count)

    async def call(self, number: int) -> None:
        left = iter(range(number))

        async def caller(client: httpx.AsyncClient) -> None:
            for _ in left:
                await self._one(client)

        await asyncio.gather(*(self._with_client(caller) for _ in range(CALLERS)))

    async def call_until_the_connection_breaks(self) -> None:
        async def caller(client: httpx.AsyncClient) -> None:
            try:
                while True:
                    await self._one(client)
            except httpx.TransportError:
                pass

        await asyncio.gather(*(self._with_client(caller) for _ in range(CALLERS)))

    async def _with_client(self, run: Callable[[httpx.AsyncClient], Awaitable[None]]) -> None:
        async with httpx.AsyncClient(base_url=self.url, transport=Loopback(), timeout=60) as client:
            await run(client)

    async def _one(self, client: httpx.AsyncClient) -> None:
        number = next(self._numbers)
        key, kind = self.keys[number % len(self.keys)], number // len(self.keys) % 3
        match kind:
            case 0:
                response = await client.get("/v1/me", headers=key.headers)
            case 1:
                response = await client.get(f"/v1/contacts/{key.id}", headers=key.headers)
            case _:
                response = await client.post("/v1/contacts", headers=key.headers, json={})
        assert response.status_code in ACCEPTED_STATUSES + REFUSED_STATUSES
        self.made += response.status_code == 201
        (self.counts.answered if response.status_code in ACCEPTED_STATUSES else self.counts.refused)[key.id] += 1


async def test_calls_are_counted_exactly_and_a_kill_loses_only_the_last_seconds(
    database_url: str, database: Database, world: World, tmp_path: Path, figures: Figures
) -> None:
    lost = calls = 0
    for _ in range(ROUNDS):
        me = await world.person(await world.workspace())
        keys = [await world.key(me, permission) for permission in ("write", "read", "admin", "write")]
        await world.revoke(keys[-1])
        with live_service(database_url, tmp_path, workers=2) as service:
            callers = Callers(service.url, keys)
            await callers.call(ENOUGH)
            written = callers.counts.copy()
            while await counted(database, keys) != written:
                await asyncio.sleep(0.05)
            await callers.call(ENOUGH)
            await kill(service, *workers_of(service))
            after_the_kill = await counted(database, keys)
            assert written <= after_the_kill <= callers.counts
            assert await contacts_of(database, me.workspace_id) == callers.made
            lost += callers.counts.answered.total() - after_the_kill.answered.total()

            callers.counts = after_the_kill.copy()
            calling = asyncio.create_task(callers.call_until_the_connection_breaks())
            while callers.counts.answered.total() < after_the_kill.answered.total() + ENOUGH:
                await asyncio.sleep(0.01)
            service.process.send_signal(signal.SIGTERM)
            await calling
            await asyncio.to_thread(service.process.wait)
        assert await counted(database, keys) == callers.counts
        assert await contacts_of(database, me.workspace_id) == callers.made
        calls += callers.counts.answered.total() + callers.counts.refused.total()
    figures.note("Use: calls counted, to the unit, over ends by SIGTERM under load", calls)
    figures.note("Use: calls that a kill of two workers lost the count of, on average", lost / ROUNDS)


async def counted(database: Database, keys: Sequence[HeldKey]) -> Counts:
    ids = [key.id for key in keys]
    refusals = func.sum(KeyUsageDay.refusals)
    async with database.transaction() as session:
        answered = await session.execute(select(KeyUsage.key_id, KeyUsage.calls).where(KeyUsage.key_id.in_(ids)))
        refused = await session.execute(
            select(KeyUsageDay.key_id, refusals).where(KeyUsageDay.key_id.in_(ids)).group_by(KeyUsageDay.key_id)
        )
        return Counts(_counter(answered), _counter(refused))


def _counter(rows: Any) -> Counter[UUID]:
    return Counter({key_id: int(number) for key_id, number in rows if number})


async def contacts_of(database: Database, workspace_id: UUID) -> int:
    async with database.transaction() as session:
        number = await session.scalar(
            select(func.count()).select_from(Contact).where(Contact.workspace_id == workspace_id)
        )
        return int(number or 0)
