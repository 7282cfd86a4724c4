"""Usage of keys is counted exactly, whichever process writes it, and isn't lost while the database is unavailable."""

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
from sami.usage.tally import Occurrence, Tally
from tests.factories.world import HeldKey, Person, World

HERE, THERE = Client("192.0.2.1", "here"), Client("192.0.2.2", "there")


def claim_of(key: HeldKey) -> Claim:
    return Claim(key.owner.workspace_id, key.id, key.owner.id, Permission.READ)


async def last_use(database: Database, key: HeldKey) -> tuple[datetime | None, str | None, str | None] | None:
    """Returns the time, address and client of the key's last use as stored; None if nothing is stored."""
    async with database.transaction() as session:
        found = await session.scalar(select(KeyUsage).where(KeyUsage.key_id == key.id))
        return (found.last_used_at, found.last_used_ip, found.last_used_agent) if found else None


@pytest.fixture
async def owner(world: World) -> Person:
    return await world.person(await world.workspace())


@pytest.fixture
async def key(world: World, owner: Person) -> HeldKey:
    return await world.key(owner)


async def raise_connection_error(*_: Any, **__: Any) -> None:
    raise ConnectionError


async def test_the_first_use_is_written_at_once_and_later_ones_with_the_next_flush(
    database: Database, key: HeldKey
) -> None:
    recorder = Recorder(database)
    await recorder.record_accepted(claim_of(key), HERE, Permission.READ)
    first = await last_use(database, key)
    assert first is not None
    assert first[1:] == ("192.0.2.1", "here")
    await recorder.record_accepted(claim_of(key), THERE, Permission.READ)
    assert await last_use(database, key) == first
    await recorder.flush()
    later = await last_use(database, key)
    assert later is not None
    assert first[0]
    assert later[0]
    assert later[0] > first[0]
    assert later[1:] == ("192.0.2.2", "there")


async def test_a_process_that_writes_late_does_not_overwrite_a_newer_use(database: Database, key: HeldKey) -> None:
    now = datetime.now(UTC)
    for at, client in ((now, HERE), (now - timedelta(minutes=1), THERE)):
        recorder = Recorder(database)
        recorder._tally(claim_of(key)).last_use = Occurrence(at, client)
        await recorder.flush()
    assert await last_use(database, key) == (now, "192.0.2.1", "here")


async def test_usage_that_cannot_be_written_is_written_later(
    database: Database, key: HeldKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = Recorder(database)
    with monkeypatch.context() as patch:
        patch.setattr(Database, "execute", raise_connection_error)
        await recorder.record_accepted(claim_of(key), HERE, Permission.READ)
    assert await last_use(database, key) is None
    await recorder.flush()
    assert await last_use(database, key) is not None


async def test_the_remaining_usage_is_written_when_the_process_ends(
    database: Database, key: HeldKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder_module, "FLUSH_SECONDS", 3600.0)
    recorder = Recorder(database)
    async with recorder.running():
        await recorder.record_accepted(claim_of(key), HERE, Permission.READ)
        await recorder.record_accepted(claim_of(key), THERE, Permission.READ)
    found = await last_use(database, key)
    assert found is not None
    assert found[1:] == ("192.0.2.2", "there")


async def test_calls_counted_during_the_last_flush_are_written_too(
    database: Database, key: HeldKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder_module, "FLUSH_SECONDS", 0.0)
    started, may_finish, execute = asyncio.Event(), asyncio.Event(), Database.execute

    async def execute_slowly(*arguments: Any, **parameters: Any) -> None:
        started.set()
        await may_finish.wait()
        await execute(*arguments, **parameters)

    monkeypatch.setattr(Database, "execute", execute_slowly)
    recorder = Recorder(database)
    recorder._seen.add(key.id)
    async with recorder.running():
        await recorder.record_accepted(claim_of(key), HERE, Permission.READ)
        await started.wait()
        await recorder.record_accepted(claim_of(key), THERE, Permission.READ)
        # Runs when the end of the block is waiting for the flush.
        asyncio.get_running_loop().call_soon(may_finish.set)
    assert (await stored_usage(database, key)).calls == 2


async def test_when_a_flush_of_many_keys_fails_only_the_unwritten_ones_are_kept(
    database: Database, world: World, owner: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many keys are written in several statements, so that none of them times out on every retry."""
    monkeypatch.setattr(recorder_module, "MAX_KEYS_PER_STATEMENT", 2)
    keys = [await world.key(owner) for _ in range(5)]
    recorder, execute, written = Recorder(database), Database.execute, list[int]()
    recorder._seen.update(key.id for key in keys)
    for key in keys:
        await recorder.record_accepted(claim_of(key), HERE, Permission.READ)

    async def fail_after_the_first(*arguments: Any, **parameters: Any) -> None:
        if written:
            raise ConnectionError
        written.append(len(parameters["key_key_id"]))
        await execute(*arguments, **parameters)

    with monkeypatch.context() as patch:
        patch.setattr(Database, "execute", fail_after_the_first)
        await recorder.flush()
    assert (written, len(recorder._pending)) == ([2], 3)
    await recorder.flush()
    assert [(await stored_usage(database, key)).calls for key in keys] == [1] * 5


async def test_a_first_use_does_not_wait_for_other_keys_usage_to_be_written(
    database: Database, world: World, owner: Person, key: HeldKey
) -> None:
    recorder, other = Recorder(database), await world.key(owner)
    recorder.record_dead(claim_of(other), HERE)
    await recorder.record_accepted(claim_of(key), HERE, Permission.READ)
    assert await last_use(database, key) is not None
    assert list(recorder._pending) == [other.id]


async def test_a_cancelled_flush_keeps_its_usage(
    database: Database, key: HeldKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder, started = Recorder(database), asyncio.Event()

    async def never_finish(*_: Any, **__: Any) -> None:
        started.set()
        await asyncio.Event().wait()

    recorder.record_dead(claim_of(key), HERE)
    with monkeypatch.context() as patch:
        patch.setattr(Database, "execute", never_finish)
        flushing = asyncio.create_task(recorder.flush())
        await started.wait()
        recorder.record_dead(claim_of(key), THERE)
        flushing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await flushing
    await recorder.flush()
    assert await stored_usage(database, key) == Model(refusals=2, attempts=2, last_attempt_agent="there")


async def test_the_set_of_seen_keys_is_bounded(
    database: Database, world: World, owner: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder_module, "_MAX_KEYS_SEEN", 2)
    recorder = Recorder(database)
    for _ in range(5):
        await recorder.record_accepted(claim_of(await world.key(owner)), HERE, Permission.READ)
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
async def test_each_status_counts_as_a_call_a_refusal_or_an_attempt(
    app: FastAPI, database: Database, key: HeldKey, status: int, calls: int, refusals: int, attempts: int
) -> None:
    async def respond(scope: Scope, _: Receive, send: Send) -> None:
        context_of(scope).claim = claim_of(key)
        await send({"type": "http.response.start", "status": status, "headers": []})

    async def ignore(*_: Any) -> Any:
        pass

    await CountUses(respond)({"type": "http", "app": app, "headers": []}, ignore, ignore)
    await app.state.services.recorder.flush()
    found = await stored_usage(database, key)
    assert (found.calls, found.refusals, found.attempts) == (calls, refusals, attempts)


async def test_usage_of_a_deleted_key_does_not_prevent_writing_the_rest(
    database: Database, key: HeldKey, world: World
) -> None:
    deleted = HeldKey(key.owner.workspace_id, key.text, key.owner)
    recorder = Recorder(database)
    await recorder.record_accepted(claim_of(deleted), HERE, Permission.READ)
    await recorder.record_accepted(claim_of(key), HERE, Permission.READ)
    assert await last_use(database, key) is not None
    assert recorder._pending == {}


@dataclass
class Model:
    """The usage of a key, in plain Python."""

    calls: int = 0
    refusals: int = 0
    attempts: int = 0
    wrote: bool = False
    administered: bool = False
    last_agent: str | None = None
    last_attempt_agent: str | None = None


async def stored_usage(database: Database, key: HeldKey) -> Model:
    """Returns the key's usage as stored."""
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
    """Flushes without success, with another call of the key arriving before the database fails."""

    async def fail_slowly(*_: Any, **__: Any) -> None:
        recorder._seen.add(key.id)
        await recorder.record_accepted(claim_of(key), client, Permission.READ)
        raise ConnectionError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "execute", fail_slowly)
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
    """In any order of counting and writing, and whenever writing fails."""
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
                recorder.record_dead(claim_of(key), client)
                model.refusals += 1
                model.attempts += 1
                model.last_attempt_agent = client.agent
            case "refused":
                await recorder.record_refused(claim_of(key), client)
                model.refusals += 1
                model.last_agent = client.agent
            case _:
                needed = Permission(step)
                await recorder.record_accepted(claim_of(key), client, needed)
                model.calls += 1
                model.wrote |= needed is not Permission.READ
                model.administered |= needed is Permission.ADMIN
                model.last_agent = client.agent
    for recorder in recorders:
        await recorder.flush()
    assert await stored_usage(database, key) == model


async def test_processes_that_write_concurrently_lose_no_call(database: Database, world: World, owner: Person) -> None:
    keys = [await world.key(owner) for _ in range(50)]
    recorders = [Recorder(database) for _ in range(4)]
    for recorder in recorders:
        recorder._seen.update(key.id for key in keys)
        for key in keys:
            await recorder.record_accepted(claim_of(key), HERE, Permission.READ)
    await asyncio.gather(*(recorder.flush() for recorder in recorders))
    assert [(await stored_usage(database, key)).calls for key in keys] == [4] * len(keys)


async def test_rows_are_written_in_a_fixed_order_so_that_processes_never_deadlock(
    database: Database, world: World, owner: Person
) -> None:
    keys = [await world.key(owner) for _ in range(5)]
    recorder = Recorder(database)
    for round_ in range(2):
        recorder._seen.update(key.id for key in keys)
        for key in reversed(keys):
            await recorder.record_accepted(claim_of(key), HERE, Permission.READ)
        if round_ == 0:
            await recorder.flush()
    async with database.transaction() as session:
        # Reverses the order of the rows in the table, so that no plan has them in order by chance.
        for key in reversed(keys):
            await session.execute(update(ApiKey).where(ApiKey.id == key.id).values(name="moved"))
    async with database.transaction() as first, database.transaction() as others:
        of_key = select(KeyUsage).order_by(KeyUsage.key_id)
        await first.execute(of_key.where(KeyUsage.key_id == keys[0].id).with_for_update())
        flushing = asyncio.create_task(recorder.flush())
        while not await others.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
            pass
        # The flush waits for the first row, and has locked none of the later ones.
        await others.execute(of_key.where(KeyUsage.key_id != keys[0].id).with_for_update(nowait=True))
        await others.rollback()
        await first.rollback()
        await flushing


async def test_days_are_in_utc(database: Database, key: HeldKey) -> None:
    recorder = Recorder(database)
    tally = recorder._tally(claim_of(key))
    for moment in ("2026-11-23T23:59:59.999999+00:00", "2026-11-24T00:00:00+00:00", "2026-11-24T00:00:01+00:00"):
        tally.day(datetime.fromisoformat(moment)).calls += 1
    await recorder.flush()
    async with database.transaction() as session:
        rows = await session.execute(select(KeyUsageDay.day, KeyUsageDay.calls).order_by(KeyUsageDay.day))
        assert [(str(day), calls) for day, calls in rows] == [("2026-11-23", 1), ("2026-11-24", 2)]


@pytest.mark.parametrize("newer_first", [True, False])
def test_adding_tallies_keeps_the_newer_last_use_in_either_order(newer_first: bool) -> None:
    """A tally that couldn't be written is added to a newer one."""
    now = datetime.now(UTC)
    older, newer = (Tally(uuid7(), uuid7(), calls=1, attempts=1) for _ in range(2))
    older.last_use, newer.last_use = Occurrence(now - timedelta(seconds=1), HERE), Occurrence(now, THERE)
    older.last_attempt, newer.last_attempt = Occurrence(now - timedelta(seconds=1), HERE), Occurrence(now, THERE)
    one, other = (newer, older) if newer_first else (older, newer)
    one.add(other)
    assert (one.calls, one.attempts) == (2, 2)
    assert one.last_use == one.last_attempt == Occurrence(now, THERE)
    one.add(Tally(uuid7(), uuid7()))
    assert one.last_use == one.last_attempt == Occurrence(now, THERE)
