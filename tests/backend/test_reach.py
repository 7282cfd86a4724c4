"""Random workspaces: what each person's key can list, get, find and change is what the model says, for every record."""

import asyncio
import os
from collections.abc import Sequence
from dataclasses import dataclass

import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sami.app import create_app
from sami.auth.key_hash import Peppers
from sami.db.database import Database
from tests.backend.model import ModelPerson, ModelRecord, edits, sees
from tests.factories.world import World
from tests.fixtures.service import ORIGIN, settings_for

TEAMS = 3

people = st.lists(
    st.builds(
        ModelPerson,
        workspace=st.integers(0, 1),
        role=st.sampled_from(["member", "member", "admin"]),
        teams=st.frozensets(st.integers(0, TEAMS - 1)),
    ),
    min_size=2,
    max_size=5,
)
records = st.lists(
    st.tuples(st.integers(0, 100), st.sampled_from(["private", "team", "workspace"])), min_size=1, max_size=8
)


@dataclass
class Drawn:
    people: Sequence[ModelPerson]
    records: Sequence[ModelRecord]


@st.composite
def worlds(draw: st.DrawFn) -> Drawn:
    drawn = draw(people)
    return Drawn(
        drawn,
        [ModelRecord(drawn[owner % len(drawn)], owner % len(drawn), visibility) for owner, visibility in draw(records)],
    )


@settings(
    max_examples=int(os.environ.get("SAMI_TEST_WORLDS", "40")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(drawn=worlds())
def test_reach_is_what_the_model_says(module_database: str, peppers: Peppers, drawn: Drawn) -> None:
    asyncio.run(_check(module_database, peppers, drawn))


async def _check(url: str, peppers: Peppers, drawn: Drawn) -> None:
    app = create_app(settings_for(url))
    async with app.router.lifespan_context(app), Database.open(url, pool_size=1) as database:
        world = World(database, peppers)
        workspaces = [await world.workspace() for _ in range(2)]
        teams = [[await world.team(workspace) for _ in range(TEAMS)] for workspace in workspaces]
        persons = [
            await world.person(
                workspaces[person.workspace],
                role=person.role,
                teams=[teams[person.workspace][team] for team in person.teams],
            )
            for person in drawn.people
        ]
        ids = [
            str(await world.contact(persons[record.owner_number], record.visibility, first_name="Findable"))
            for record in drawn.records
        ]
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
            for number, (model, person) in enumerate(zip(drawn.people, persons, strict=True)):
                key = await world.key(person, "write")
                visible = {id for id, record in zip(ids, drawn.records, strict=True) if sees(number, model, record)}
                for path in ("/v1/contacts", "/v1/contacts?q=findable", "/v1/contacts?sort=last_name&limit=100"):
                    answer = (await client.get(path, headers=key.headers)).json()
                    assert {contact["id"] for contact in answer["data"]} == visible
                for id, record in zip(ids, drawn.records, strict=True):
                    got = await client.get(f"/v1/contacts/{id}", headers=key.headers)
                    assert got.status_code == (200 if id in visible else 404)
                    changed = await client.patch(
                        f"/v1/contacts/{id}", headers=key.headers, json={"job_title": person.email}
                    )
                    expected = 200 if edits(number, model, record) else 403 if id in visible else 404
                    assert changed.status_code == expected, (model, record)
