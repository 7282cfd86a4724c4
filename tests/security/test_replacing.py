"""Replacing a key under load: who switches over in time is never refused, and then the old key is dead everywhere."""

import asyncio
from collections import Counter
from itertools import count

import httpx

from tests.factories.world import HeldKey
from tests.security.two import Two

CALLERS = 8
CALLS_EACH = 60
AFTERWARDS = 400


async def replace(two: Two, old: HeldKey, grace: str) -> HeldKey:
    async with two.panel(old.owner) as panel:
        answer = await panel.post(f"/api/keys/{old.id}/replace", json={"grace": grace})
    assert answer.status_code == 201, answer.text
    return HeldKey(answer.json()["id"], answer.json()["key"], old.owner)


async def statuses(two: Two, key: HeldKey) -> Counter[tuple[int, str | None]]:
    """What many calls to both processes are answered."""
    answers = await two.calls(AFTERWARDS, lambda client, _: client.get("/v1/contacts", headers=key.headers))
    return Counter((answer.status_code, answer.json().get("code")) for answer in answers)


async def test_a_client_that_switches_over_mid_traffic_sees_no_refused_call(two: Two) -> None:
    owner = await two.world.person(await two.world.workspace())
    old = await two.world.key(owner, "write")
    contact = await two.world.contact(owner)
    await two.warm(old)
    replaced = asyncio.get_running_loop().create_future()
    answers: list[tuple[str, int]] = []

    async def caller(number: int) -> None:
        """Reads and writes, and takes the new key some calls after it is there, each its own number."""
        client, late = two.clients[number % 2], 5 * number
        made = 0
        for call in count():
            switched = replaced.done() and made >= late
            made += replaced.done()
            key = replaced.result() if switched else old
            which = "new" if switched else "old"
            answer = await one(client, key, call)
            answers.append((which, answer.status_code))
            if made >= CALLS_EACH:
                return

    async def one(client: httpx.AsyncClient, key: HeldKey, call: int) -> httpx.Response:
        if call % 3:
            return await client.get(f"/v1/contacts/{contact}", headers=key.headers)
        return await client.patch(f"/v1/contacts/{contact}", headers=key.headers, json={"job_title": str(call)})

    async with asyncio.TaskGroup() as group:
        for number in range(CALLERS):
            group.create_task(caller(number))
        while len(answers) < CALLERS * 5:
            await asyncio.sleep(0)
        replaced.set_result(await replace(two, old, "1h"))

    assert {status for _, status in answers} == {200}
    assert {which for which, _ in answers} == {"old", "new"}
    new: HeldKey = replaced.result()
    assert await statuses(two, old) == {(200, None): AFTERWARDS}

    await two.world.expire(old)
    assert await statuses(two, old) == {(401, "key_expired"): AFTERWARDS}
    assert await statuses(two, new) == {(200, None): AFTERWARDS}


async def test_without_grace_no_process_accepts_the_old_key_once_the_answer_is_there(two: Two) -> None:
    old = await two.world.key(await two.world.person(await two.world.workspace()))
    await two.warm(old)
    new = await replace(two, old, "0")
    assert await statuses(two, old) == {(401, "key_revoked"): AFTERWARDS}
    assert await statuses(two, new) == {(200, None): AFTERWARDS}


async def test_revoking_a_replaced_key_ends_its_grace_everywhere(two: Two) -> None:
    old = await two.world.key(await two.world.person(await two.world.workspace()))
    await two.warm(old)
    new = await replace(two, old, "7d")
    async with two.panel(old.owner) as panel:
        assert (await panel.post(f"/api/keys/{old.id}/revoke")).status_code == 200
    assert await statuses(two, old) == {(401, "key_revoked"): AFTERWARDS}
    assert await statuses(two, new) == {(200, None): AFTERWARDS}
