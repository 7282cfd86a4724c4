"""Copies that are kept by the feed are what the lists give, whatever goes on beside what; and nobody is told of what
they could never see.
"""

import os
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack

import asyncpg
import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.backend.changes.play import KINDS, SESSIONS, Connection, Play, Step
from tests.factories.world import World

_OFTEN = (
    "create",
    "own",
    "show",
    "show",
    "name",
    "turn",
    "remove",
    "join",
    "leave",
    "move",
    "turn role",
    "poll",
    "poll",
)
_WHAT = (*_OFTEN, "change", "show all", "end team", "turn pipeline", "begin anew", "commit", "commit", "roll back")

steps = st.lists(
    st.builds(
        Step,
        what=st.sampled_from(_WHAT),
        session=st.integers(0, SESSIONS - 1),
        kind=st.sampled_from(KINDS),
        target=st.integers(0, 30),
        value=st.integers(0, 30),
    ),
    min_size=10,
    max_size=40,
)


@pytest.fixture
async def connections(module_database: str) -> AsyncIterator[list[Connection]]:
    async with AsyncExitStack() as stack:
        made = []
        for _ in range(SESSIONS + 1):
            made.append(await asyncpg.connect(module_database, server_settings={"deadlock_timeout": "10ms"}))
            stack.push_async_callback(made[-1].close)
        yield made


@settings(
    max_examples=int(os.environ.get("SAMI_TEST_REPLAYS", "25")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=steps)
async def test_the_feed_replayed_is_what_lists_give(
    shared_client: httpx.AsyncClient, shared_world: World, connections: list[Connection], steps: Sequence[Step]
) -> None:
    play = await Play.begin(connections, shared_client, shared_world)
    try:
        for step in steps:
            await play.do(step)
        await play.end()
    finally:
        await play.give_up()
