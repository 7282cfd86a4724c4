"""A worker process is killed. The supervisor replaces it, and its clients see at most a broken connection."""

import asyncio
from collections import Counter

import httpx
from sqlalchemy import select

from sami.db.database import Database
from sami.tables import Contact
from tests.factories.world import World
from tests.faults.cluster import Cluster
from tests.faults.load import each, load, recovered
from tests.faults.processes import kill, response_of, workers_of
from tests.fixtures.service import LiveService


async def test_a_killed_worker_is_replaced_and_no_response_is_wrong(
    processes: LiveService, shared_database: Database, shared_world: World
) -> None:
    me = await shared_world.person(await shared_world.workspace())
    key, other_key = await shared_world.key(me), await shared_world.key(me)
    contact = await shared_world.contact(me, last_name="Lovelace")
    workers = workers_of(processes)
    for worker in workers:
        assert (await response_of(worker, processes, "/v1/me", other_key.headers)).status_code == 200

    async with load(processes.url, key, contact) as calls:
        await calls.until(each(10, 200, 201))
        killing = asyncio.create_task(kill(processes, next(iter(workers))))
        await shared_world.revoke(other_key)
        [fresh] = await killing
        await calls.until(recovered(calls.results[-1].ended))
    response = await response_of(fresh, processes, "/v1/me", other_key.headers)
    assert (response.status_code, response.json()["code"]) == (401, "key_revoked")
    assert (await response_of(fresh, processes, "/v1/me", key.headers)).status_code == 200

    assert {result.status for result in calls.results} <= {200, 201, 0}
    for result in calls.results:
        if result.response is not None and result.kind == "read":
            assert result.response.json()["last_name"] == "Lovelace"
    async with shared_database.transaction() as session:
        created = select(Contact.last_name).where(Contact.workspace_id == me.workspace_id, Contact.id != contact)
        stored = Counter(await session.scalars(created))
    assert calls.acknowledged <= stored.keys() <= calls.sent
    assert set(stored.values()) == {1}


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
