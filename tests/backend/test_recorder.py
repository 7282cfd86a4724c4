"""Last use: forward only, whoever writes, and never lost for want of a database."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from sami.auth.claims import Claim
from sami.auth.permission import Permission
from sami.client import Client
from sami.db.database import Database
from sami.models import KeyUsage
from sami.usage import recorder as recorder_module
from sami.usage.recorder import Recorder
from sami.usage.tally import Trace
from tests.factories.world import HeldKey, World

HERE, THERE = Client("192.0.2.1", "here"), Client("192.0.2.2", "there")


def claim_of(key: HeldKey) -> Claim:
    return Claim(key.owner.workspace_id, key.id, key.owner.id, Permission.READ)


async def usage(database: Database, key: HeldKey) -> tuple[datetime | None, str | None, str | None] | None:
    async with database.transaction() as session:
        found = await session.scalar(select(KeyUsage).where(KeyUsage.key_id == key.id))
        return (found.last_used_at, found.last_used_ip, found.last_used_agent) if found else None


@pytest.fixture
async def key(world: World) -> HeldKey:
    return await world.key(await world.person(await world.workspace()))


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

    async def away(*_: Any, **__: Any) -> None:
        raise ConnectionError

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


async def test_a_key_that_is_gone_spoils_nothing(database: Database, key: HeldKey, world: World) -> None:
    gone = HeldKey(key.owner.workspace_id, key.text, key.owner)
    recorder = Recorder(database)
    await recorder.answered(claim_of(gone), HERE, Permission.READ)
    await recorder.answered(claim_of(key), HERE, Permission.READ)
    assert await usage(database, key) is not None
    assert recorder._pending == {}
