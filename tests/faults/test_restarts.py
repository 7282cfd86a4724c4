"""PostgreSQL is restarted while the service works: callers are told to try again, and soon succeed; nothing that was
acknowledged is lost, nothing is done twice, no revoked key comes back, and no process of ours minds.
"""

import asyncio
import signal
import time
from collections import Counter
from itertools import cycle, islice, pairwise

import httpx
import pytest
from sqlalchemy import select

from sami.db.database import Database
from sami.tables import Contact
from tests.factories.world import PASSWORD, HeldKey, World
from tests.faults.cluster import Cluster
from tests.faults.figures import Figures
from tests.faults.length import AT_LENGTH, ROUNDS
from tests.faults.load import Load, Told, each, load, recovered
from tests.faults.processes import workers_of
from tests.fixtures.service import LiveService

#: What is promised: a call that starts this long after PostgreSQL accepts connections again succeeds.
RECOVERED_SECONDS = 5

FAST_STOP, KILL = signal.SIGINT, signal.SIGKILL


@pytest.mark.parametrize("how", [FAST_STOP, KILL])
async def test_calls_outlast_a_restart(
    how: signal.Signals,
    cluster: Cluster,
    processes: LiveService,
    shared_database: Database,
    shared_world: World,
    figures: Figures,
) -> None:
    me = await shared_world.person(await shared_world.workspace())
    key, contact = await shared_world.key(me), await shared_world.contact(me, last_name="Lovelace")
    workers, earlier = workers_of(processes), len(processes.log)
    outages = list[tuple[float, float]]()
    async with load(processes.url, key, contact) as calls:
        await calls.until(each(10, 200, 201))
        for _ in range(ROUNDS):
            outages.append(await _restart(cluster, how, calls, processes.url))
            ready = outages[-1][1]
            await calls.until(recovered(ready + RECOVERED_SECONDS if AT_LENGTH else ready))

    assert_nothing_unforeseen(processes.log[earlier:])
    assert workers_of(processes) == workers
    assert {told.status for told in calls.told} == {200, 201, 503}
    for told in calls.told:
        if told.status == 503:
            assert_asks_to_come_back(told)
    for (_, ready), (stopping, _) in pairwise([*outages, (float("inf"), 0)]):
        late = calls.since(ready + RECOVERED_SECONDS)
        assert [told for told in late if told.ended < stopping and not told.succeeded] == []
    async with shared_database.transaction() as session:
        mine = select(Contact.last_name).where(Contact.workspace_id == me.workspace_id, Contact.id != contact)
        there = Counter(await session.scalars(mine))
    assert calls.acknowledged <= there.keys() <= calls.sent
    assert set(there.values()) == {1}
    figures.note(f"PostgreSQL, {how.name}: restarts under load", len(outages))
    figures.note(f"PostgreSQL, {how.name}: calls, and those that were told to come back", calls.numbers())
    figures.note(f"PostgreSQL, {how.name}: the longest call, seconds", calls.longest())
    figures.note(
        f"PostgreSQL, {how.name}: start of the last refused call, seconds after it was ready again",
        max(
            told.started - ready
            for stopping, ready in outages
            for told in calls.since(stopping)
            if told.status == 503 and told.started < ready + RECOVERED_SECONDS
        ),
    )


async def _restart(cluster: Cluster, how: signal.Signals, calls: Load, url: str) -> tuple[float, float]:
    """When stopping it began, and when it accepted connections again; each caller has noticed."""
    stopping = time.monotonic()
    await cluster.stop(how)
    stopped = time.monotonic()
    await calls.until(each(3, 503, since=stopped))
    async with httpx.AsyncClient(base_url=url) as anybody:
        assert (await anybody.get("/healthz")).status_code == 200
        readiness = await anybody.get("/readyz")
    assert (readiness.status_code, readiness.json()["code"]) == (503, "unavailable")
    await cluster.start()
    return stopping, time.monotonic()


def assert_nothing_unforeseen(log: str) -> None:
    """Asked before what calls were told, because a 500 does not say its cause."""
    at = log.find("Traceback")
    assert at < 0, log[max(at - 1_000, 0) : at + 20_000]


def assert_asks_to_come_back(told: Told) -> None:
    assert told.answer is not None
    assert told.answer.headers["Content-Type"] == "application/problem+json"
    assert told.answer.json()["code"] == "unavailable"
    assert int(told.answer.headers["Retry-After"]) > 0


async def test_a_revoked_key_stays_dead_whatever_happens_to_the_database(
    cluster: Cluster, processes: LiveService, shared_world: World, figures: Figures
) -> None:
    """Revoked while PostgreSQL restarts: from the answer that says so, no call is accepted."""
    me = await shared_world.person(await shared_world.workspace())
    contact, refused, earlier = await shared_world.contact(me), 0, len(processes.log)
    async with httpx.AsyncClient(base_url=processes.url, timeout=60) as panel:
        assert (await panel.post("/api/session", json={"email": me.email, "password": PASSWORD})).is_success
        for how in islice(cycle((KILL, FAST_STOP)), ROUNDS):
            key = await shared_world.key(me)
            async with load(processes.url, key, contact) as calls:
                await calls.until(each(5, 200, 201))
                revoked, _ = await asyncio.gather(_revoke(panel, key), _stop_and_start(cluster, how))
                await calls.until(each(10, 401, since=revoked))
            assert_nothing_unforeseen(processes.log[earlier:])
            assert {told.status for told in calls.since(revoked)} <= {401, 503}
            assert {told.status for told in calls.told} <= {200, 201, 401, 503}
            refused += len(calls.since(revoked))
    figures.note("Keys revoked while PostgreSQL restarted", ROUNDS)
    figures.note("Calls by them since, none accepted", refused)


async def _revoke(panel: httpx.AsyncClient, key: HeldKey) -> float:
    """Until it is said to be done; when that was."""
    while (answer := await panel.post(f"/api/keys/{key.id}/revoke")).status_code != 200:
        assert answer.status_code == 503, answer.text
    return time.monotonic()


async def _stop_and_start(cluster: Cluster, how: signal.Signals) -> None:
    await cluster.stop(how)
    await cluster.start()
