"""PostgreSQL restarts while the service runs. Calls get a 503 and succeed soon after. No acknowledged change is lost,
nothing is done twice, no revoked key works again, and no process of ours ends.
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
from tests.faults.load import CallResult, Load, each, load, recovered
from tests.faults.processes import workers_of
from tests.faults.soak import IS_SOAK, ROUNDS
from tests.fixtures.service import LiveService

#: The promise: a call that starts this long after PostgreSQL accepts connections again succeeds.
RECOVERED_SECONDS = 5

FAST_STOP, KILL = signal.SIGINT, signal.SIGKILL


@pytest.mark.parametrize("how", [FAST_STOP, KILL])
async def test_calls_survive_a_restart(
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
            await calls.until(recovered(ready + RECOVERED_SECONDS if IS_SOAK else ready))

    assert_no_traceback(processes.log[earlier:])
    assert workers_of(processes) == workers
    assert {result.status for result in calls.results} == {200, 201, 503}
    for result in calls.results:
        if result.status == 503:
            assert_asks_to_retry(result)
    for (_, ready), (stopping, _) in pairwise([*outages, (float("inf"), 0)]):
        late = calls.since(ready + RECOVERED_SECONDS)
        assert [result for result in late if result.ended < stopping and not result.succeeded] == []
    async with shared_database.transaction() as session:
        created = select(Contact.last_name).where(Contact.workspace_id == me.workspace_id, Contact.id != contact)
        stored = Counter(await session.scalars(created))
    assert calls.acknowledged <= stored.keys() <= calls.sent
    assert set(stored.values()) == {1}
    figures.note(f"PostgreSQL, {how.name}: restarts under load", len(outages))
    figures.note(f"PostgreSQL, {how.name}: calls, and those refused with 503", calls.numbers())
    figures.note(f"PostgreSQL, {how.name}: the longest call, seconds", calls.longest())
    figures.note(
        f"PostgreSQL, {how.name}: start of the last refused call, seconds after it was ready again",
        max(
            result.started - ready
            for stopping, ready in outages
            for result in calls.since(stopping)
            if result.status == 503 and result.started < ready + RECOVERED_SECONDS
        ),
    )


async def _restart(cluster: Cluster, how: signal.Signals, calls: Load, url: str) -> tuple[float, float]:
    """Restarts the server such that each caller gets a 503. Returns when the stop began, and when it accepted
    connections again.
    """
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


def assert_no_traceback(log: str) -> None:
    """Checked before the statuses of calls, because a 500 does not contain its cause."""
    start = log.find("Traceback")
    assert start < 0, log[max(start - 1_000, 0) : start + 20_000]


def assert_asks_to_retry(result: CallResult) -> None:
    assert result.response is not None
    assert result.response.headers["Content-Type"] == "application/problem+json"
    assert result.response.json()["code"] == "unavailable"
    assert int(result.response.headers["Retry-After"]) > 0


async def test_a_revoked_key_stays_dead_whatever_happens_to_the_database(
    cluster: Cluster, processes: LiveService, shared_world: World, figures: Figures
) -> None:
    """The key is revoked while PostgreSQL restarts. After the response to the revocation, no call succeeds."""
    me = await shared_world.person(await shared_world.workspace())
    contact, refused, earlier = await shared_world.contact(me), 0, len(processes.log)
    # Connections are not kept: the service may close an idle one just when the revocation is sent.
    limits = httpx.Limits(max_keepalive_connections=0)
    async with httpx.AsyncClient(base_url=processes.url, limits=limits, timeout=60) as panel:
        assert (await panel.post("/api/session", json={"email": me.email, "password": PASSWORD})).is_success
        for how in islice(cycle((KILL, FAST_STOP)), ROUNDS):
            key = await shared_world.key(me)
            async with load(processes.url, key, contact) as calls:
                await calls.until(each(5, 200, 201))
                revoked, _ = await asyncio.gather(_revoke(panel, key), _stop_and_start(cluster, how))
                await calls.until(each(10, 401, since=revoked))
            assert_no_traceback(processes.log[earlier:])
            assert {result.status for result in calls.since(revoked)} <= {401, 503}
            assert {result.status for result in calls.results} <= {200, 201, 401, 503}
            refused += len(calls.since(revoked))
    figures.note("Keys revoked while PostgreSQL restarted", ROUNDS)
    figures.note("Calls by them since, none accepted", refused)


async def _revoke(panel: httpx.AsyncClient, key: HeldKey) -> float:
    """Repeats the revocation until it succeeds, and returns when that was."""
    while (response := await panel.post(f"/api/keys/{key.id}/revoke")).status_code != 200:
        assert response.status_code == 503, response.text
    return time.monotonic()


async def _stop_and_start(cluster: Cluster, how: signal.Signals) -> None:
    await cluster.stop(how)
    await cluster.start()
