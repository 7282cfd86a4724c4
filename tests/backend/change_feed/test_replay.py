"""Copies that are kept by the feed are what the lists give, whatever goes on beside what; and nobody is told of what
they could never see.
"""

from collections.abc import Sequence

import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.backend.change_feed.play import KINDS, PLAYS, SESSIONS, Connection, Play, Step
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


@settings(
    max_examples=PLAYS,
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
