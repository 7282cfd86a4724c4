"""The memory of a process is bounded: nothing is left of past calls and keys. (`memory_soak.py` measures the real
bounds from outside, in `make soak`.)
"""

import asyncio
import gc
import tracemalloc
from collections.abc import Iterator, Sequence

import httpx
import pytest
from fastapi import FastAPI

from sami.usage import recorder as recorder_module
from tests.factories.world import HeldKey, World

REMEMBERED, KEYS, ROUNDS = 50, 100, 3

#: A leaked claim would be some 600 bytes.
BYTES_A_CALL = 300


@pytest.fixture
def traced() -> Iterator[None]:
    tracemalloc.start()
    yield
    tracemalloc.stop()


async def test_calls_and_keys_leave_nothing_in_memory(
    app: FastAPI, client: httpx.AsyncClient, world: World, traced: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = await world.person(await world.workspace())
    contact = await world.contact(me)
    monkeypatch.setattr(recorder_module, "_MAX_KEYS_SEEN", REMEMBERED)
    memory, recorder = app.state.services.verifier.memory, app.state.services.recorder
    monkeypatch.setattr(memory, "_size", REMEMBERED)

    async def held_after_calls_by_new_keys() -> int:
        await call_with(await world.keys(me, KEYS), client, f"/v1/contacts/{contact}", callers=1)
        await recorder.flush()
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    # The first calls create connections, compiled statements and the like.
    held = [await held_after_calls_by_new_keys() for _ in range(2 + ROUNDS)][1:]

    assert held[-1] - held[0] < ROUNDS * KEYS * BYTES_A_CALL
    assert len(memory._claims) == REMEMBERED
    assert len(recorder._seen) <= REMEMBERED
    assert recorder._pending == {}


async def call_with(keys: Sequence[HeldKey], client: httpx.AsyncClient, path: str, callers: int) -> None:
    """Makes one call with each key, `callers` at a time: a GET, and every fourth creates a contact."""
    numbered = iter(enumerate(keys))

    async def caller() -> None:
        for number, key in numbered:
            if number % 4:
                response = await client.get(path, headers=key.headers)
            else:
                response = await client.post("/v1/contacts", headers=key.headers, json={"first_name": "Ada"})
            assert response.is_success, response.text

    await asyncio.gather(*(caller() for _ in range(callers)))
