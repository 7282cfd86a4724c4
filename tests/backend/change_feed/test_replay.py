"""Whatever transactions run at the same time, a copy kept in sync with the feed equals the lists, and the feed tells no
user about a record that they could never see.
"""

from collections.abc import Sequence

import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.backend.change_feed.scenario import KINDS, SCENARIOS, SESSIONS, Connection, Scenario, Step
from tests.factories.world import World

_FREQUENT = (
    "create",
    "change owner",
    "change visibility",
    "change visibility",
    "link",
    "toggle deleted",
    "remove",
    "join",
    "leave",
    "move",
    "toggle role",
    "poll",
    "poll",
)
_ACTIONS = (
    *_FREQUENT,
    "change",
    "change all visibilities",
    "end team",
    "toggle pipeline",
    "restart copy",
    "commit",
    "commit",
    "roll back",
)

steps = st.lists(
    st.builds(
        Step,
        action=st.sampled_from(_ACTIONS),
        session=st.integers(0, SESSIONS - 1),
        kind=st.sampled_from(KINDS),
        target=st.integers(0, 30),
        value=st.integers(0, 30),
    ),
    min_size=10,
    max_size=40,
)


@settings(
    max_examples=SCENARIOS,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=steps)
async def test_a_copy_kept_by_the_feed_equals_the_lists(
    shared_client: httpx.AsyncClient, shared_world: World, connections: list[Connection], steps: Sequence[Step]
) -> None:
    scenario = await Scenario.start(connections, shared_client, shared_world)
    try:
        for step in steps:
            await scenario.run(step)
        await scenario.finish()
    finally:
        await scenario.abort()
