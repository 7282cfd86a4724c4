"""What keys are used for: counted exactly, whoever writes, and never lost for want of a database."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text, update
from starlette.types import Receive, Scope, Send
from uuid_utils.compat import uuid7

from sami.auth.claims import Claim
from sami.auth.permission import Permission
from sami.client import Client
from sami.db.database import Database
from sami.http.count_usage import CountUses
from sami.http.request_context import context_of
from sami.models import ApiKey, KeyUsage, KeyUsageDay
from sami.usage import recorder as recorder_module
from sami.usage.recorder import Recorder
from sami.usage.tally import Tally, Trace
from tests.factories.world import HeldKey, Person, World

HERE, THERE = Client("192.0.2.1", "here"), Client("192.0.2.2", "there")


def claim_of(key: HeldKey) -> Claim:
    return Claim(key.owner.workspace_id, key.id, key.owner.id, Permission.READ)


async def usage(database: Database, key: HeldKey) -> tuple[datetime | None, str | None, str | None] | None:
    async with database.transaction() as session:
        found = await session.scalar(select(KeyUsage).where(KeyUsage.key_id == key.id))
        return (found.last_used_at, found.last_used_ip, found.last_used_agent) if found else None


@pytest.fixture
async def owner(world: World) -> Person:
    return await world.person(await world.workspace())


@pytest.fixture
async def key(world: World, owner: Person) -> HeldKey:
    return await world.key(owner)


async def away(*_: Any, **__: Any) -> None:
    raise ConnectionError


async def test_the_first_use_is_written_at_once_and_later_ones_together(database: Database, key: HeldKey) -> None:
    recorder = Recorder(database)
    await recorder.answered(claim_of(key), HERE, Permission.READ)
    first = await usage(database, key)
    assert first is not None
    assert first[1:] == ("192.0.2.1", "here")
    await recorder.answered(claim_of(key), THERE, Permission.READ)
    assert await usage(database, key) == first
    await recorder.flush()
    later = await usage(database, key)
    assert later is not None
    assert first[0]
    assert later[0]
    assert later[0] > first[0]
    assert later[1:] == ("192.0.2.2", "there")


async def test_a_slower_process_does_not_turn_the_clock_back(database: Database, key: HeldKey) -> None:
    now = datetime.now(UTC)
    for at, client in ((now, HERE), (now - timedelta(minutes=1), THERE)):
        recorder = Recorder(database)
        recorder._tally(claim_of(key)).last_use = Trace(at, client)
        await recorder.flush()
    assert await usage(database, key) == (now, "192.0.2.1", "here")


async def test_what_cannot_be_written_is_kept(
    database: Database, key: HeldKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = Recorder(database)
    with monkeypatch.context() as patch:
        patch.setattr(Database, "execute", away)
        await recorder.answered(claim_of(key), HERE, Permission.READ)
    assert await usage(database, key) is None
    await recorder.flush()
    assert await usage(database, key) is not None


async def test_the_end_of_the_process_writes_what_is_left(
    database: Database, key: HeldKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder_module, "FLUSH_SECONDS", 3600.0)
    recorder = Recorder(database)
    async with recorder.running():
        await recorder.answered(claim_of(key), HERE, Permission.READ)
        await recorder.answered(claim_of(key), THERE, Permission.READ)
    found = await usage(database, key)
    assert found is not None
    assert found[1:] == ("192.0.2.2", "there")


async def test_what_is_counted_while_the_last_flush_is_under_way_is_written_too(
    database: Database, key: HeldKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder_module, "FLUSH_SECONDS", 0.0)
    under_way, may_end, execute = asyncio.Event(), asyncio.Event(), Database.execute

    async def slowly(*arguments: Any, **parameters: Any) -> None:
        under_way.set()
        await may_end.wait()
        await execute(*arguments, **parameters)

    monkeypatch.setattr(Database, "execute", slowly)
    recorder = Recorder(database)
    recorder._seen.add(key.id)
    async with recorder.running():
        await recorder.answered(claim_of(key), HERE, Permission.READ)
        await under_way.wait()
        await recorder.answered(claim_of(key), THERE, Permission.READ)
        # Once the block has ended, which waits for this.
        asyncio.get_running_loop().call_soon(may_end.set)
    assert (await told(database, key)).calls == 2


async def test_of_many_keys_only_what_could_not_be_written_is_kept(
    database: Database, world: World, owner: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However much there is to write, no statement takes so long that it is cut off every time."""
    monkeypatch.setattr(recorder_module, "KEYS_AT_ONCE", 2)
    keys = [await world.key(owner) for _ in range(5)]
    recorder, execute, written = Recorder(database), Database.execute, list[int]()
    recorder._seen.update(key.id for key in keys)
    for key in keys:
        await recorder.answered(claim_of(key), HERE, Permission.READ)

    async def breaking_off(*arguments: Any, **parameters: Any) -> None:
        if written:
            raise ConnectionError
        written.append(len(parameters["key_key_id"]))
        await execute(*arguments, **parameters)

    with monkeypatch.context() as patch:
        patch.setattr(Database, "execute", breaking_off)
        await recorder.flush()
    assert (written, len(recorder._pending)) == ([2], 3)
    await recorder.flush()
    assert [(await told(database, key)).calls for key in keys] == [1] * 5


async def test_a_first_use_does_not_wait_for_what_there_is_to_write_of_others(
    database: Database, world: World, owner: Person, key: HeldKey
) -> None:
    recorder, other = Recorder(database), await world.key(owner)
    recorder.dead(claim_of(other), HERE)
    await recorder.answered(claim_of(key), HERE, Permission.READ)
    assert await usage(database, key) is not None
    assert list(recorder._pending) == [other.id]


async def test_a_flush_that_is_cut_off_keeps_what_it_was_to_write(
    database: Database, key: HeldKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder, under_way = Recorder(database), asyncio.Event()

    async def never(*_: Any, **__: Any) -> None:
        under_way.set()
        await asyncio.Event().wait()

    recorder.dead(claim_of(key), HERE)
    with monkeypatch.context() as patch:
        patch.setattr(Database, "execute", never)
        flushing = asyncio.create_task(recorder.flush())
        await under_way.wait()
        recorder.dead(claim_of(key), THERE)
        flushing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await flushing
    await recorder.flush()
    assert await told(database, key) == Model(refusals=2, attempts=2, last_attempt_agent="there")


async def test_what_was_seen_is_forgotten_before_it_fills_the_memory(
    database: Database, world: World, owner: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder_module, "_FORGET_FIRST_USES_BEYOND", 2)
    recorder = Recorder(database)
    for _ in range(5):
        await recorder.answered(claim_of(await world.key(owner)), HERE, Permission.READ)
    assert len(recorder._seen) <= 2


@pytest.mark.parametrize(
    ("status", "calls", "refusals", "attempts"),
    [
        *((status, 1, 0, 0) for status in (200, 304, 404, 409, 422)),
        *((status, 0, 1, 0) for status in (403, 429)),
        (401, 0, 1, 1),
        *((status, 0, 0, 0) for status in (500, 503)),
    ],
)
async def test_what_each_status_counts_as(
    app: FastAPI, database: Database, key: HeldKey, status: int, calls: int, refusals: int, attempts: int
) -> None:
    async def answering(scope: Scope, _: Receive, send: Send) -> None:
        context_of(scope).claim = claim_of(key)
        await send({"type": "http.response.start", "status": status, "headers": []})

    async def nobody(*_: Any) -> Any:
        pass

    await CountUses(answering)({"type": "http", "app": app, "headers": []}, nobody, nobody)
    await app.state.services.recorder.flush()
    found = await told(database, key)
    assert (found.calls, found.refusals, found.attempts) == (calls, refusals, attempts)


async def test_a_key_that_is_gone_spoils_nothing(database: Database, key: HeldKey, world: World) -> None:
    gone = HeldKey(key.owner.workspace_id, key.text, key.owner)
    recorder = Recorder(database)
    await recorder.answered(claim_of(gone), HERE, Permission.READ)
    await recorder.answered(claim_of(key), HERE, Permission.READ)
    assert await usage(database, key) is not None
    assert recorder._pending == {}


@dataclass
class Model:
    """What should be told of a key, in plain Python."""

    calls: int = 0
    refusals: int = 0
    attempts: int = 0
    wrote: bool = False
    administered: bool = False
    last_agent: str | None = None
    last_attempt_agent: str | None = None


async def told(database: Database, key: HeldKey) -> Model:
    async with database.transaction() as session:
        usage = await session.scalar(select(KeyUsage).where(KeyUsage.key_id == key.id))
        days = list(await session.scalars(select(KeyUsageDay).where(KeyUsageDay.key_id == key.id)))
    if usage is None:
        assert days == []
        return Model()
    assert sum(day.calls for day in days) == usage.calls
    return Model(
        usage.calls,
        sum(day.refusals for day in days),
        usage.attempts,
        usage.has_written,
        usage.has_administered,
        usage.last_used_agent,
        usage.last_attempt_agent,
    )


async def fail_to_flush(recorder: Recorder, key: HeldKey, client: Client) -> None:
    """While the database does not answer, one more call comes in."""

    async def slowly_away(*_: Any, **__: Any) -> None:
        recorder._seen.add(key.id)
        await recorder.answered(claim_of(key), client, Permission.READ)
        raise ConnectionError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "execute", slowly_away)
        await recorder.flush()


PROCESSES = 3
Steps = list[tuple[int, str]]
STEPS = st.lists(
    st.tuples(
        st.integers(0, PROCESSES - 1), st.sampled_from(["read", "write", "admin", "refused", "dead", "flush", "fail"])
    ),
    max_size=40,
)


@given(steps=STEPS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_several_processes_count_exactly(database: Database, world: World, owner: Person, steps: Steps) -> None:
    """Whatever the order in which they count and write, and whenever writing fails."""
    key = await world.key(owner)
    recorders = [Recorder(database) for _ in range(PROCESSES)]
    model = Model()
    for number, (process, step) in enumerate(steps):
        recorder, client = recorders[process], Client("192.0.2.1", f"agent/{number}")
        match step:
            case "flush":
                await recorder.flush()
            case "fail":
                if recorder._pending:
                    model.calls += 1
                    model.last_agent = client.agent
                await fail_to_flush(recorder, key, client)
            case "dead":
                recorder.dead(claim_of(key), client)
                model.refusals += 1
                model.attempts += 1
                model.last_attempt_agent = client.agent
            case "refused":
                await recorder.refused(claim_of(key), client)
                model.refusals += 1
                model.last_agent = client.agent
            case _:
                needed = Permission(step)
                await recorder.answered(claim_of(key), client, needed)
                model.calls += 1
                model.wrote |= needed is not Permission.READ
                model.administered |= needed is Permission.ADMIN
                model.last_agent = client.agent
    for recorder in recorders:
        await recorder.flush()
    assert await told(database, key) == model


async def test_processes_that_write_at_once_lose_no_call(database: Database, world: World, owner: Person) -> None:
    keys = [await world.key(owner) for _ in range(50)]
    recorders = [Recorder(database) for _ in range(4)]
    for recorder in recorders:
        recorder._seen.update(key.id for key in keys)
        for key in keys:
            await recorder.answered(claim_of(key), HERE, Permission.READ)
    await asyncio.gather(*(recorder.flush() for recorder in recorders))
    assert [(await told(database, key)).calls for key in keys] == [4] * len(keys)


async def test_rows_are_written_in_one_order_so_that_processes_never_wait_in_a_circle(
    database: Database, world: World, owner: Person
) -> None:
    keys = [await world.key(owner) for _ in range(5)]
    recorder = Recorder(database)
    for round_ in range(2):
        recorder._seen.update(key.id for key in keys)
        for key in reversed(keys):
            await recorder.answered(claim_of(key), HERE, Permission.READ)
        if round_ == 0:
            await recorder.flush()
    async with database.transaction() as session:
        # The tables' own order is another one, so that no plan has them in order by chance.
        for key in reversed(keys):
            await session.execute(update(ApiKey).where(ApiKey.id == key.id).values(name="moved"))
    async with database.transaction() as first, database.transaction() as others:
        of_key = select(KeyUsage).order_by(KeyUsage.key_id)
        await first.execute(of_key.where(KeyUsage.key_id == keys[0].id).with_for_update())
        flushing = asyncio.create_task(recorder.flush())
        while not await others.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
            pass
        # It waits for the first, and holds none of those that come after.
        await others.execute(of_key.where(KeyUsage.key_id != keys[0].id).with_for_update(nowait=True))
        await others.rollback()
        await first.rollback()
        await flushing


async def test_the_days_are_those_of_utc(database: Database, key: HeldKey) -> None:
    recorder = Recorder(database)
    tally = recorder._tally(claim_of(key))
    for moment in ("2026-11-23T23:59:59.999999+00:00", "2026-11-24T00:00:00+00:00", "2026-11-24T00:00:01+00:00"):
        tally.day(datetime.fromisoformat(moment)).calls += 1
    await recorder.flush()
    async with database.transaction() as session:
        rows = await session.execute(select(KeyUsageDay.day, KeyUsageDay.calls).order_by(KeyUsageDay.day))
        assert [(str(day), calls) for day, calls in rows] == [("2026-11-23", 1), ("2026-11-24", 2)]


@pytest.mark.parametrize("newer_first", [True, False])
def test_of_two_counts_the_newer_trace_is_kept_whichever_takes_in_the_other(newer_first: bool) -> None:
    """A call that began later may be counted before one whose write failed meanwhile."""
    now = datetime.now(UTC)
    older, newer = (Tally(uuid7(), uuid7(), calls=1, attempts=1) for _ in range(2))
    older.last_use, newer.last_use = Trace(now - timedelta(seconds=1), HERE), Trace(now, THERE)
    older.last_attempt, newer.last_attempt = Trace(now - timedelta(seconds=1), HERE), Trace(now, THERE)
    one, other = (newer, older) if newer_first else (older, newer)
    one.add(other)
    assert (one.calls, one.attempts) == (2, 2)
    assert one.last_use == one.last_attempt == Trace(now, THERE)
    one.add(Tally(uuid7(), uuid7()))
    assert one.last_use == one.last_attempt == Trace(now, THERE)
