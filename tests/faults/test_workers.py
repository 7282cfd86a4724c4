"""A worker process is killed: the supervisor replaces it, and its clients see at most a broken connection."""

import asyncio
from collections import Counter

import httpx
from sqlalchemy import select

from sami.db.database import Database
from sami.tables import Contact
from tests.factories.world import World
from tests.faults.cluster import Cluster
from tests.faults.load import each, load, recovered
from tests.faults.processes import kill, told_by, workers_of
from tests.fixtures.service import LiveService


async def test_a_killed_worker_is_replaced_and_no_answer_is_wrong(
    processes: LiveService, shared_database: Database, shared_world: World
) -> None:
    me = await shared_world.person(await shared_world.workspace())
    key, other_key = await shared_world.key(me), await shared_world.key(me)
    contact = await shared_world.contact(me, last_name="Lovelace")
    workers = workers_of(processes)
    for worker in workers:
        assert (await told_by(worker, processes, "/v1/me", other_key.headers)).status_code == 200

    async with load(processes.url, key, contact) as calls:
        await calls.until(each(10, 200, 201))
        killing = asyncio.create_task(kill(processes, next(iter(workers))))
        await shared_world.revoke(other_key)
        [fresh] = await killing
        await calls.until(recovered(calls.told[-1].ended))
    answer = await told_by(fresh, processes, "/v1/me", other_key.headers)
    assert (answer.status_code, answer.json()["code"]) == (401, "key_revoked")
    assert (await told_by(fresh, processes, "/v1/me", key.headers)).status_code == 200

    assert {told.status for told in calls.told} <= {200, 201, 0}
    for told in calls.told:
        if told.answer is not None and told.kind == "read":
            assert told.answer.json()["last_name"] == "Lovelace"
    async with shared_database.transaction() as session:
        mine = select(Contact.last_name).where(Contact.workspace_id == me.workspace_id, Contact.id != contact)
        there = Counter(await session.scalars(mine))
    assert calls.acknowledged <= there.keys() <= calls.sent
    assert set(there.values()) == {1}


async def test_a_worker_killed_while_the_database_is_away_is_replaced_too(
    cluster: Cluster, processes: LiveService, shared_world: World
) -> None:
    me = await shared_world.person(await shared_world.workspace())
    key, contact = await shared_world.key(me), await shared_world.contact(me)
    await cluster.stop()
    await kill(processes, *workers_of(processes))
    assert httpx.get(f"{processes.url}/healthz", timeout=60).status_code == 200
    assert httpx.get(f"{processes.url}/readyz", timeout=60).status_code == 503
    await cluster.start()
    async with load(processes.url, key, contact) as calls:
        await calls.until(recovered(0))
