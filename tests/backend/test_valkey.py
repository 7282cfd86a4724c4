"""A process's connections to Valkey: when it counts as unavailable, and how many connections there are."""

import asyncio
import re

import pytest
from limits.aio.storage import Storage
from limits.errors import StorageError
from valkey.asyncio import Valkey as Client

from sami.limits.valkey import _MAX_CONNECTIONS, Valkey


async def count(storage: Storage) -> int:
    return await storage.incr("test", 60)


@pytest.mark.parametrize("failure", [StorageError(ConnectionError()), RuntimeError("the handler is closed")])
async def test_an_operation_that_started_before_a_failure_does_not_mark_valkey_as_back(
    valkey_url: str, failure: Exception, capfd: pytest.CaptureFixture[str]
) -> None:
    may_finish = asyncio.Event()

    async def count_slowly(storage: Storage) -> int:
        await may_finish.wait()
        return await count(storage)

    async def fail(_: Storage) -> int:
        raise failure

    async with Valkey.open(valkey_url) as valkey:
        earlier = asyncio.create_task(valkey.run(count_slowly))
        await asyncio.sleep(0)
        assert await valkey.run(fail) is None
        may_finish.set()
        assert await earlier is not None
        assert await valkey.run(count) is None, "not tried again yet"
        valkey._retry_at = 0
        assert await valkey.run(count) is not None
    assert re.findall("Valkey is (unreachable|back)", "".join(capfd.readouterr())) == ["unreachable", "back"]


async def test_many_calls_at_once_share_a_few_connections(valkey_url: str) -> None:
    async with Valkey.open(valkey_url) as valkey, Client.from_url(valkey_url) as other:
        counts = await asyncio.gather(*(valkey.run(count) for _ in range(4 * _MAX_CONNECTIONS)))
        assert None not in counts
        assert len(await other.client_list()) <= _MAX_CONNECTIONS + 1
