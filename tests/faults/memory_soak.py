"""The memory of a real process, over many calls by many keys. Run by `make soak`."""

import math
import time
from pathlib import Path

import httpx
import psutil

from tests.factories.world import World
from tests.faults.figures import Figures
from tests.faults.soak import CALLS, KEYS
from tests.faults.test_memory import call_with
from tests.fixtures.service import live_service

CALLERS = 16

#: As a share of the memory after the first call of each key. At the default length, less than 200 bytes a call.
MAY_GROW_BY = 0.1


async def test_memory_stays_flat(database_url: str, world: World, tmp_path: Path, figures: Figures) -> None:
    me = await world.person(await world.workspace())
    contact, keys = await world.contact(me), await world.keys(me, KEYS)
    megabytes, began = list[float](), time.monotonic()
    with live_service(database_url, tmp_path, SAMI_LOG_LEVEL="warning") as service:
        process = psutil.Process(service.process.pid)
        limits = httpx.Limits(max_connections=CALLERS, max_keepalive_connections=CALLERS)
        async with httpx.AsyncClient(base_url=service.url, limits=limits, timeout=60) as client:
            for _ in range(math.ceil(CALLS / KEYS)):
                await call_with(keys, client, f"/v1/contacts/{contact}", CALLERS)
                megabytes.append(process.memory_info().rss / 1_000_000)
    figures.note("Memory: calls, keys", f"{len(megabytes) * KEYS:,}, {KEYS:,}")
    figures.note(
        "Memory: calls a second, with a client on the same machine", len(megabytes) * KEYS / (time.monotonic() - began)
    )
    figures.note("Memory: MB after each key's n-th call", ", ".join(f"{each:.0f}" for each in megabytes))
    assert megabytes[-1] < megabytes[0] * (1 + MAY_GROW_BY)
