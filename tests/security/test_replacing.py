"""Replaces a key under load: a client that switches in time is never refused, then the old key works nowhere."""

import asyncio
from collections import Counter
from itertools import count

import httpx

from tests.factories.world import HeldKey
from tests.security.two_processes import TwoProcesses

CALLERS = 8
CALLS_EACH = 60
AFTERWARDS = 400


async def replace(two: TwoProcesses, old: HeldKey, grace: str) -> HeldKey:
    async with two.panel(old.owner) as panel:
        response = await panel.post(f"/api/keys/{old.id}/replace", json={"grace": grace})
    assert response.status_code == 201, response.text
    return HeldKey(response.json()["id"], response.json()["key"], old.owner)


async def statuses(two: TwoProcesses, key: HeldKey) -> Counter[tuple[int, str | None]]:
    """Counts the statuses and error codes of many calls to both processes."""
    responses = await two.calls(AFTERWARDS, lambda client, _: client.get("/v1/contacts", headers=key.headers))
    return Counter((response.status_code, response.json().get("code")) for response in responses)


async def test_a_client_that_switches_keys_under_load_is_never_refused(two: TwoProcesses) -> None:
    owner = await two.world.person(await two.world.workspace())
    old = await two.world.key(owner, "write")
    contact = await two.world.contact(owner)
    await two.warm(old)
    replaced = asyncio.get_running_loop().create_future()
    results: list[tuple[str, int]] = []

    async def caller(number: int) -> None:
        """Reads and writes, and switches to the new key some calls after it exists, each caller at another time."""
        client, switch_after = two.clients[number % 2], 5 * number
        calls_since = 0
        for call_number in count():
            switched = replaced.done() and calls_since >= switch_after
            calls_since += replaced.done()
            key = replaced.result() if switched else old
            which = "new" if switched else "old"
            response = await call(client, key, call_number)
            results.append((which, response.status_code))
            if calls_since >= CALLS_EACH:
                return

    async def call(client: httpx.AsyncClient, key: HeldKey, number: int) -> httpx.Response:
        if number % 3:
            return await client.get(f"/v1/contacts/{contact}", headers=key.headers)
        return await client.patch(f"/v1/contacts/{contact}", headers=key.headers, json={"job_title": str(number)})

    async with asyncio.TaskGroup() as group:
        for number in range(CALLERS):
            group.create_task(caller(number))
        while len(results) < CALLERS * 5:
            await asyncio.sleep(0)
        replaced.set_result(await replace(two, old, "1h"))

    assert {status for _, status in results} == {200}
    assert {which for which, _ in results} == {"old", "new"}
    new: HeldKey = replaced.result()
    assert await statuses(two, old) == {(200, None): AFTERWARDS}

    await two.world.expire(old)
    assert await statuses(two, old) == {(401, "key_expired"): AFTERWARDS}
    assert await statuses(two, new) == {(200, None): AFTERWARDS}


async def test_without_grace_no_process_accepts_the_old_key_after_the_response(two: TwoProcesses) -> None:
    old = await two.world.key(await two.world.person(await two.world.workspace()))
    await two.warm(old)
    new = await replace(two, old, "0")
    assert await statuses(two, old) == {(401, "key_revoked"): AFTERWARDS}
    assert await statuses(two, new) == {(200, None): AFTERWARDS}


async def test_revoking_a_replaced_key_ends_its_grace_everywhere(two: TwoProcesses) -> None:
    old = await two.world.key(await two.world.person(await two.world.workspace()))
    await two.warm(old)
    new = await replace(two, old, "7d")
    async with two.panel(old.owner) as panel:
        assert (await panel.post(f"/api/keys/{old.id}/revoke")).status_code == 200
    assert await statuses(two, old) == {(401, "key_revoked"): AFTERWARDS}
    assert await statuses(two, new) == {(200, None): AFTERWARDS}
