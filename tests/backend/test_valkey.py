"""One process's way to a Valkey: when it counts as away, and how many connections it takes."""

import asyncio
import re

import pytest
from limits.aio.storage import Storage
from limits.errors import StorageError
from valkey.asyncio import Valkey as Client

from sami.limits.valkey import _MOST_CONNECTIONS, Valkey


async def count(storage: Storage) -> int:
    return await storage.incr("test", 60)


@pytest.mark.parametrize("failure", [StorageError(ConnectionError()), RuntimeError("the handler is closed")])
async def test_an_answer_to_a_question_of_before_does_not_say_that_it_is_back(
    valkey_url: str, failure: Exception, capfd: pytest.CaptureFixture[str]
) -> None:
    answers = asyncio.Event()

    async def slowly(storage: Storage) -> int:
        await answers.wait()
        return await count(storage)

    async def in_vain(_: Storage) -> int:
        raise failure

    async with Valkey.open(valkey_url) as valkey:
        before = asyncio.create_task(valkey.ask(slowly))
        await asyncio.sleep(0)
        assert await valkey.ask(in_vain) is None
        answers.set()
        assert await before is not None
        assert await valkey.ask(count) is None, "it is left alone"
        valkey._ask_again_at = 0
        assert await valkey.ask(count) is not None
    assert re.findall("Valkey is (unreachable|back)", "".join(capfd.readouterr())) == ["unreachable", "back"]


async def test_many_calls_at_once_share_a_few_connections(valkey_url: str) -> None:
    async with Valkey.open(valkey_url) as valkey, Client.from_url(valkey_url) as other:
        answers = await asyncio.gather(*(valkey.ask(count) for _ in range(4 * _MOST_CONNECTIONS)))
        assert None not in answers
        assert len(await other.client_list()) <= _MOST_CONNECTIONS + 1
