"""The help page promises: "The key stops working immediately".

Two processes are warmed up with hundreds of calls by a key. Then the key is revoked or expires, or its user changes. Of
a thousand calls that start after that, neither process accepts any.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable

import httpx
import pytest

from tests.factories.world import HeldKey
from tests.fixtures.calls import CALLS
from tests.security.two_processes import TwoProcesses

AFTERWARDS = 1_000


async def revoke_in_the_panel(two: TwoProcesses, key: HeldKey) -> None:
    async with two.panel(key.owner) as panel:
        response = await panel.post(f"/api/keys/{key.id}/revoke")
        assert response.json()["status"] == "revoked"


async def replace_at_once(two: TwoProcesses, key: HeldKey) -> None:
    async with two.panel(key.owner) as panel:
        response = await panel.post(f"/api/keys/{key.id}/replace", json={"grace": "0"})
        assert response.status_code == 201


async def expire(two: TwoProcesses, key: HeldKey) -> None:
    await two.world.expire(key)


async def deactivate_owner(two: TwoProcesses, key: HeldKey) -> None:
    await two.world.deactivate(key.owner)


@pytest.mark.parametrize(
    ("end_key", "code"),
    [
        (revoke_in_the_panel, "key_revoked"),
        (replace_at_once, "key_revoked"),
        (expire, "key_expired"),
        (deactivate_owner, "owner_deactivated"),
    ],
)
async def test_a_dead_key_is_refused_by_every_process_on_every_route(
    two: TwoProcesses, end_key: Callable[[TwoProcesses, HeldKey], Awaitable[None]], code: str
) -> None:
    owner = await two.world.person(await two.world.workspace())
    key = await two.world.key(owner)
    ids = await two.world.one_of_each(owner)
    await two.warm(key)

    await end_key(two, key)
    responses = await two.calls(
        AFTERWARDS, lambda client, number: CALLS[number % len(CALLS)].send(client, key.headers, ids)
    )

    assert Counter((response.status_code, response.json()["code"]) for response in responses) == {
        (401, code): AFTERWARDS
    }


async def test_a_person_who_left_a_team_no_longer_sees_its_records(two: TwoProcesses) -> None:
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

    async def call(client: httpx.AsyncClient, number: int) -> httpx.Response:
        if number % 2:
            return await client.get("/v1/contacts", headers=key.headers)
        return await routes[(number // 2) % len(routes)].send(client, key.headers, {"contact": str(for_the_team)})

    responses = await two.calls(AFTERWARDS, call)
    lists = [response for response in responses if response.status_code == 200]
    assert len(lists) == AFTERWARDS // 2
    for response in lists:
        assert {contact["id"] for contact in response.json()["data"]} == {str(own), str(shared)}
    assert {response.status_code for response in responses if response not in lists} == {404}


@pytest.mark.parametrize("end_key", [revoke_in_the_panel, replace_at_once])
async def test_no_write_is_committed_after_the_revocation_returns(
    two: TwoProcesses, end_key: Callable[[TwoProcesses, HeldKey], Awaitable[None]]
) -> None:
    """Many clients write while the key is revoked. Each write is committed or refused by the time that returns."""
    owner = await two.world.person(await two.world.workspace())
    key, observer = await two.world.key(owner), await two.world.key(owner, "read")
    contact = await two.world.contact(owner)
    stop = asyncio.Event()
    statuses: list[int] = []

    async def writer(number: int) -> None:
        while not stop.is_set():
            response = await two.clients[number % 2].patch(
                f"/v1/contacts/{contact}", headers=key.headers, json={"job_title": f"{number} {len(statuses)}"}
            )
            statuses.append(response.status_code)

    async def current_version() -> int:
        response = await two.clients[0].get(f"/v1/contacts/{contact}", headers=observer.headers)
        return int(response.json()["version"])

    async with asyncio.TaskGroup() as group:
        for number in range(8):
            group.create_task(writer(number))
        while await current_version() < 50:
            pass
        await end_key(two, key)
        final = await current_version()
        while 401 not in statuses:
            await current_version()
        stop.set()
    assert await current_version() == final
    assert set(statuses) == {200, 401}
