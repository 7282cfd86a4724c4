"""Each committed change is delivered at least once, none that was rolled back, and those of a record in their order,
while the processes, which both make changes and deliver them, are killed, and the receiver fails now and then.
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
from tests.faults.length import AT_LENGTH, ROUNDS
from tests.faults.processes import kill, workers_of
from tests.fixtures.receiver import Answer, Received, Receiver
from tests.fixtures.service import live_service

EVENTS = 10_000 if AT_LENGTH else 300
CALLERS = 6

INSERT = """
    INSERT INTO contacts (workspace_id, id, owner_id, visibility, search, last_name)
    SELECT workspace_id, $2, id, 'workspace', '', 'never' FROM users WHERE id = $1
"""


@dataclass
class Changers:
    """Make contacts and change them, and half of the time something else that is then rolled back."""

    url: str
    database_url: str
    key: HeldKey
    chance: random.Random
    made: list[str] = field(default_factory=list)
    changed: int = 0
    broken: int = 0
    undone: list[UUID] = field(default_factory=list)

    @property
    def acknowledged(self) -> int:
        return len(self.made) + self.changed

    async def change(self, number: int) -> None:
        left = iter(range(number))

        async def caller() -> None:
            connection = await asyncpg.connect(self.database_url)
            async with httpx.AsyncClient(base_url=self.url, headers=self.key.headers, timeout=60) as client:
                for each in left:
                    await self._one(client)
                    if each % 10 == 0:
                        await self._undone(connection)
            await connection.close()

        await asyncio.gather(*(caller() for _ in range(CALLERS)))

    async def _one(self, client: httpx.AsyncClient) -> None:
        try:
            if self.made and self.chance.random() < 0.5:
                # Few of them, so that these have many changes.
                path = f"/v1/contacts/{self.chance.choice(self.made[:40])}"
                answer = await client.patch(path, json={"job_title": uuid4().hex})
                self.changed += answer.is_success
            else:
                answer = await client.post("/v1/contacts", json={})
                if answer.is_success:
                    self.made.append(answer.json()["id"])
        except httpx.TransportError:
            self.broken += 1

    async def _undone(self, connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        self.undone.append(uuid4())
        async with connection.transaction() as _:
            undoing = connection.transaction()
            await undoing.start()
            await connection.execute(INSERT, self.key.owner.id, self.undone[-1])
            await undoing.rollback()


async def test_every_committed_change_is_delivered_whoever_is_killed(
    database_url: str, world: World, tmp_path: Path, figures: Figures
) -> None:
    key, chance = await world.key(await world.person(await world.workspace())), random.Random(6)
    kills = 0

    def now_and_then(received: Received) -> Answer:
        received.verify(webhook["secret"])
        # At first only, when it need not end soon: a second failure is followed by half a minute.
        fails = (AT_LENGTH or len(receiver.accepted) < EVENTS // 3) and chance.random() < 0.02
        return (500 if fails else 204), {}

    async with Receiver.listening() as receiver:
        with live_service(database_url, tmp_path, workers=2, SAMI_WEBHOOK_NETWORKS="127.0.0.0/8") as service:
            new = {"url": receiver.url, "events": ["contact.created", "contact.updated"]}
            webhook = httpx.post(f"{service.url}/v1/webhooks", headers=key.headers, json=new).json()
            receiver.answer = now_and_then
            sql = await asyncpg.connect(database_url)
            begun = time.monotonic()
            changers = Changers(service.url, database_url, key, chance)
            changing = asyncio.create_task(changers.change(EVENTS))
            for each in range(ROUNDS):
                so_many = EVENTS * (each + 1) // (ROUNDS + 2)
                await until(lambda so_many=so_many: len(receiver.accepted) >= so_many)  # type: ignore[misc]
                killed = workers_of(service)
                await kill(service, *killed)
                kills += len(killed)
                if not AT_LENGTH:
                    await sql.execute(LEASES_ARE_OVER)
            await changing
            while await sql.fetchval(PENDING):
                await asyncio.sleep(0.05)
            log = await sql.fetch(COMMITTED)
            deliveries = await sql.fetch(DELIVERIES)
            await sql.close()

    # Of each change that is in the log one message, which was accepted; and of nothing else.
    assert [(row["change_id"], row["event"]) for row in deliveries] == [(row["id"], row["event"]) for row in log]
    accepted = [received.headers["webhook-id"] for received in receiver.accepted]
    assert {str(row["id"]) for row in deliveries} == set(accepted)
    assert changers.acknowledged <= len(deliveries) <= changers.acknowledged + changers.broken
    told = {received.json["data"]["id"] for received in receiver.received}
    assert set(changers.made) <= told
    assert told.isdisjoint(map(str, changers.undone))
    # In order: the first time that each was accepted.
    change_of = {str(row["id"]): (str(row["record_id"]), row["change_id"]) for row in deliveries}
    last: dict[str, int] = {}
    for record, change in (change_of[id] for id in dict.fromkeys(accepted)):
        assert last.get(record, 0) < change
        last[record] = change
    figures.note("Webhooks: changes delivered, none lost, over kills of all processes", f"{len(deliveries):,}")
    figures.note("Webhooks: kills; messages accepted twice", f"{kills}; {len(accepted) - len(deliveries)}")
    figures.note("Webhooks: seconds from the first change to the last delivery", time.monotonic() - begun)


#: As if what the dead have in hand had been in it for so long that others may take it.
LEASES_ARE_OVER = """
    WITH held AS (UPDATE webhooks SET busy_until = now())
    UPDATE webhook_deliveries SET due_at = now() WHERE settled_at IS NULL
"""

#: The log of changes is made into deliveries, and these are settled.
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
