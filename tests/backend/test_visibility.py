"""A property test of visibility: random calls in random workspaces.

After each call, its response must be what the model (`tests/backend/model.py`) says, and every user's key must list,
get, find and count exactly the records that the model says.
"""

import os
from collections.abc import Mapping, Sequence
from typing import Any

import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.backend.comparison import KINDS, TEAMS, Comparison, Item, Step
from tests.backend.model import PERMISSIONS, VISIBILITIES, Person
from tests.factories.world import World

numbers = st.integers(0, 30)
kinds = st.sampled_from(KINDS)
members = {
    "owner": numbers,
    "visibility": st.sampled_from(VISIBILITIES),
    "contact": st.none() | numbers,
    "deal": st.none() | numbers,
    "email": st.sampled_from(["a@example.com", "b@example.com", None]),
}
values = st.fixed_dictionaries({}, optional=members)
people = st.lists(
    st.builds(
        Person,
        workspace=st.sampled_from([0, 0, 0, 0, 1]),
        role=st.sampled_from(["member", "member", "member", "admin"]),
        teams=st.frozensets(st.integers(0, TEAMS - 1), max_size=1),
        active=st.sampled_from([True, True, True, True, False]),
    ),
    min_size=3,
    max_size=4,
)
records = st.lists(
    st.tuples(kinds, numbers, st.fixed_dictionaries(members), st.sampled_from([False, False, False, True])),
    min_size=4,
    max_size=10,
).map(lambda drawn: sorted(drawn, key=lambda record: KINDS.index(record[0])))
steps = st.lists(
    st.builds(
        Step,
        action=st.sampled_from(
            ["create", "change", "delete", "restore", *["delete_permanently"] * 3, "upsert", "batch"]
        ),
        by=st.none() | numbers,
        permission=st.sampled_from([*PERMISSIONS, "admin", "admin"]),
        kind=st.sampled_from([*KINDS, "contact"]),
        items=st.lists(st.builds(Item, target=st.none() | numbers, values=values), min_size=1, max_size=3),
    ),
    min_size=2,
    max_size=5,
)


@settings(
    max_examples=int(os.environ.get("SAMI_TEST_WORLDS", "15")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(people=people, records=records, steps=steps)
async def test_the_service_agrees_with_the_model(
    client: httpx.AsyncClient,
    world: World,
    people: Sequence[Person],
    records: Sequence[tuple[str, int, Mapping[str, Any], bool]],
    steps: Sequence[Step],
) -> None:
    comparison = Comparison(client, world, people)
    await comparison.set_up(records)
    await comparison.compare_reads()
    for step in steps:
        await comparison.run(step)
        await comparison.compare_reads()
