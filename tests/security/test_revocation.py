"""The help page: "The key stops working immediately".

Two processes, warmed with a key by hundreds of calls; then the key dies, or its user changes; of a thousand calls
started after that returned, none is accepted by either process.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable

import httpx
import pytest

from tests.factories.world import HeldKey
from tests.fixtures.calls import CALLS
from tests.security.two import Two

AFTERWARDS = 1_000


async def revoke_in_the_panel(two: Two, key: HeldKey) -> None:
    async with two.panel(key.owner) as panel:
        answer = await panel.post(f"/api/keys/{key.id}/revoke")
        assert answer.json()["status"] == "revoked"


async def replace_at_once(two: Two, key: HeldKey) -> None:
    async with two.panel(key.owner) as panel:
        answer = await panel.post(f"/api/keys/{key.id}/replace", json={"grace": "0"})
        assert answer.status_code == 201


async def reach_expiry(two: Two, key: HeldKey) -> None:
    await two.world.expire(key)


async def deactivate_owner(two: Two, key: HeldKey) -> None:
    await two.world.deactivate(key.owner)


@pytest.mark.parametrize(
    ("death", "code"),
    [
        (revoke_in_the_panel, "key_revoked"),
        (replace_at_once, "key_revoked"),
        (reach_expiry, "key_expired"),
        (deactivate_owner, "owner_deactivated"),
    ],
)
async def test_a_dead_key_is_refused_by_every_process_on_every_route(
    two: Two, death: Callable[[Two, HeldKey], Awaitable[None]], code: str
) -> None:
    owner = await two.world.person(await two.world.workspace())
    key = await two.world.key(owner)
    ids = await two.world.one_of_each(owner)
    await two.warm(key)

    await death(two, key)
    answers = await two.calls(
        AFTERWARDS, lambda client, number: CALLS[number % len(CALLS)].send(client, key.headers, ids)
    )

    assert Counter((answer.status_code, answer.json()["code"]) for answer in answers) == {(401, code): AFTERWARDS}


async def test_who_leaves_a_team_sees_its_records_no_more(two: Two) -> None:
    workspace = await two.world.workspace()
    team = await two.world.team(workspace)
    me = await two.world.person(workspace, teams=[team])
    teammate = await two.world.person(workspace, teams=[team])
    own = await two.world.contact(me, "private")
    shared = await two.world.contact(teammate, "workspace")
    for_the_team = await two.world.contact(teammate, "team")
    key = await two.world.key(me)
    await two.warm(key)
    assert (await two.clients[0].get(f"/v1/contacts/{for_the_team}", headers=key.headers)).status_code == 200

    await two.world.leave_teams(me)
    routes = [call for call in CALLS if call.target == "contact"]

    async def one(client: httpx.AsyncClient, number: int) -> httpx.Response:
        if number % 2:
            return await client.get("/v1/contacts", headers=key.headers)
        return await routes[(number // 2) % len(routes)].send(client, key.headers, {"contact": str(for_the_team)})

    answers = await two.calls(AFTERWARDS, one)
    lists = [answer for answer in answers if answer.status_code == 200]
    assert len(lists) == AFTERWARDS // 2
    for answer in lists:
        assert {contact["id"] for contact in answer.json()["data"]} == {str(own), str(shared)}
    assert {answer.status_code for answer in answers if answer not in lists} == {404}


@pytest.mark.parametrize("death", [revoke_in_the_panel, replace_at_once])
async def test_a_change_under_way_is_done_or_refused_when_the_revocation_returns(
    two: Two, death: Callable[[Two, HeldKey], Awaitable[None]]
) -> None:
    """Writers hammer while the key is revoked: what the revocation's answer finds in the database is final."""
    owner = await two.world.person(await two.world.workspace())
    key, observer = await two.world.key(owner), await two.world.key(owner, "read")
    contact = await two.world.contact(owner)
    stop = asyncio.Event()
    answers: list[int] = []

    async def writer(me: int) -> None:
        while not stop.is_set():
            answer = await two.clients[me % 2].patch(
                f"/v1/contacts/{contact}", headers=key.headers, json={"job_title": f"{me} {len(answers)}"}
            )
            answers.append(answer.status_code)

    async def versions() -> int:
        answer = await two.clients[0].get(f"/v1/contacts/{contact}", headers=observer.headers)
        return int(answer.json()["version"])

    async with asyncio.TaskGroup() as group:
        for me in range(8):
            group.create_task(writer(me))
        while await versions() < 50:
            pass
        await death(two, key)
        final = await versions()
        while 401 not in answers:
            await versions()
        stop.set()
    assert await versions() == final
    assert set(answers) == {200, 401}
