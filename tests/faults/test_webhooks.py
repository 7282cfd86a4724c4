"""Each committed change is delivered at least once, those of a record in order, and none that was rolled back, while
the processes that make and deliver changes are killed and the receiver sometimes fails.
"""

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx

from tests.factories.world import HeldKey, World
from tests.faults.figures import Figures
from tests.faults.processes import kill, workers_of
from tests.faults.soak import IS_SOAK, ROUNDS
from tests.fixtures.loopback import Loopback
from tests.fixtures.receiver import Received, Receiver, Reply
from tests.fixtures.service import live_service

EVENTS = 10_000 if IS_SOAK else 300
CALLERS = 6

INSERT = """
    INSERT INTO contacts (workspace_id, id, owner_id, visibility, search, last_name)
    SELECT workspace_id, $2, id, 'workspace', '', 'never' FROM users WHERE id = $1
"""


@dataclass
class Writers:
    """Callers that create and update contacts, and sometimes insert one in a transaction that is rolled back."""

    url: str
    database_url: str
    key: HeldKey
    chance: random.Random
    made: list[str] = field(default_factory=list)
    changed: int = 0
    broken: int = 0
    rolled_back: list[UUID] = field(default_factory=list)

    @property
    def acknowledged(self) -> int:
        return len(self.made) + self.changed

    async def change(self, number: int) -> None:
        left = iter(range(number))

        async def caller() -> None:
            connection = await asyncpg.connect(self.database_url)
            headers, transport = self.key.headers, Loopback()
            async with httpx.AsyncClient(base_url=self.url, headers=headers, transport=transport, timeout=60) as client:
                for each in left:
                    await self._one(client)
                    if each % 10 == 0:
                        await self._roll_back(connection)
            await connection.close()

        await asyncio.gather(*(caller() for _ in range(CALLERS)))

    async def _one(self, client: httpx.AsyncClient) -> None:
        try:
            if self.made and self.chance.random() < 0.5:
                # Only a few contacts, so that each has many changes.
                path = f"/v1/contacts/{self.chance.choice(self.made[:40])}"
                response = await client.patch(path, json={"job_title": uuid4().hex})
                self.changed += response.is_success
            else:
                response = await client.post("/v1/contacts", json={})
                if response.is_success:
                    self.made.append(response.json()["id"])
        except httpx.TransportError:
            self.broken += 1

    async def _roll_back(self, connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        self.rolled_back.append(uuid4())
        async with connection.transaction() as _:
            inner = connection.transaction()
            await inner.start()
            await connection.execute(INSERT, self.key.owner.id, self.rolled_back[-1])
            await inner.rollback()


async def test_every_committed_change_is_delivered_despite_kills(
    database_url: str, world: World, tmp_path: Path, figures: Figures
) -> None:
    key, chance = await world.key(await world.person(await world.workspace())), random.Random(6)
    kills = 0

    def sometimes_fail(received: Received) -> Reply:
        received.verify(webhook["secret"])
        # In a short run, only at first: the delay after a second failure is half a minute.
        fails = (IS_SOAK or len(receiver.accepted) < EVENTS // 3) and chance.random() < 0.02
        return (500 if fails else 204), {}

    async with Receiver.listening() as receiver:
        with live_service(database_url, tmp_path, workers=2, SAMI_WEBHOOK_NETWORKS="127.0.0.0/8") as service:
            new = {"url": receiver.url, "events": ["contact.created", "contact.updated"]}
            webhook = httpx.post(f"{service.url}/v1/webhooks", headers=key.headers, json=new).json()
            receiver.reply = sometimes_fail
            sql = await asyncpg.connect(database_url)
            begun = time.monotonic()
            writers = Writers(service.url, database_url, key, chance)
            changing = asyncio.create_task(writers.change(EVENTS))
            for each in range(ROUNDS):
                expected = EVENTS * (each + 1) // (ROUNDS + 2)
                await until(lambda expected=expected: len(receiver.accepted) >= expected)  # type: ignore[misc]
                killed = workers_of(service)
                await kill(service, *killed)
                kills += len(killed)
                if not IS_SOAK:
                    await sql.execute(EXPIRE_LEASES)
            await changing
            while await sql.fetchval(PENDING):
                await asyncio.sleep(0.05)
            log = await sql.fetch(COMMITTED)
            deliveries = await sql.fetch(DELIVERIES)
            await sql.close()

    # Each change in the log has one message, which was accepted, and there are no others.
    assert [(row["change_id"], row["event"]) for row in deliveries] == [(row["id"], row["event"]) for row in log]
    accepted = [received.headers["webhook-id"] for received in receiver.accepted]
    assert {str(row["id"]) for row in deliveries} == set(accepted)
    assert writers.acknowledged <= len(deliveries) <= writers.acknowledged + writers.broken
    sent = {received.json["data"]["id"] for received in receiver.received}
    assert set(writers.made) <= sent
    assert sent.isdisjoint(map(str, writers.rolled_back))
    # The first acceptances of each record's messages are in order.
    change_of = {str(row["id"]): (str(row["record_id"]), row["change_id"]) for row in deliveries}
    last: dict[str, int] = {}
    for record, change in (change_of[id] for id in dict.fromkeys(accepted)):
        assert last.get(record, 0) < change
        last[record] = change
    figures.note("Webhooks: changes delivered, none lost, over kills of all processes", f"{len(deliveries):,}")
    figures.note("Webhooks: kills; messages accepted twice", f"{kills}; {len(accepted) - len(deliveries)}")
    figures.note("Webhooks: seconds from the first change to the last delivery", time.monotonic() - begun)


#: Ends the leases of killed workers early, so that others take over at once.
EXPIRE_LEASES = """
    WITH expired AS (UPDATE webhooks SET busy_until = now())
    UPDATE webhook_deliveries SET due_at = now() WHERE settled_at IS NULL
"""

#: Whether deliveries are unsettled, or changes in the log have no deliveries yet.
PENDING = """
    SELECT EXISTS (SELECT FROM webhook_deliveries WHERE settled_at IS NULL) OR EXISTS (
        SELECT FROM record_changes, webhook_position WHERE NOT pg_visible_in_snapshot(xid, snapshot)
    )
"""

COMMITTED = """
    SELECT c.id, 'contact.' || change AS event FROM record_changes c JOIN webhooks USING (workspace_id)
    WHERE type = 'contact' AND change IN ('created', 'updated') ORDER BY c.id
"""

DELIVERIES = "SELECT * FROM webhook_deliveries WHERE outcome = 'delivered' ORDER BY change_id"


async def until(condition: Callable[[], Any]) -> None:
    while not condition():
        await asyncio.sleep(0.02)
