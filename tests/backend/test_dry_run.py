"""`dry_run=true` on changes: the answer is the real call's, and nothing has happened."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest

from sami.db.database import Database
from tests.factories.world import HeldKey, Person, World
from tests.fixtures.calls import CALLS, Call
from tests.security.test_read_only import dump

CHANGING = [call for call in CALLS if call.changes]
NEVER = "01a20a7f-3b3e-77a3-97ae-3f04b0de7736"
TOKEN = {"Idempotency-Key": "tried-first"}
CONTACT = Call("create_contact", "POST", "/v1/contacts", "write", {"first_name": "Ada"})

#: What two runs of one call can't have in common.
_OF_ITS_OWN = re.compile(r'"(id|created_at|updated_at|closed_at|occurred_at|request_id|secret)":"[^"]*"')


@pytest.fixture
def client(shared_client: httpx.AsyncClient) -> httpx.AsyncClient:
    return shared_client


@pytest.fixture
async def me(shared_world: World) -> Person:
    return await shared_world.person(await shared_world.workspace(), role="admin")


@pytest.fixture
async def key(shared_world: World, me: Person) -> HeldKey:
    return await shared_world.key(me)


def tried(call: Call) -> Call:
    return replace(call, path=f"{call.path}{'&' if '?' in call.path else '?'}dry_run=true")


def told(answer: httpx.Response) -> tuple[int, str | None, str | None, str]:
    headers = answer.headers
    return (
        answer.status_code,
        headers.get("ETag"),
        headers.get("Idempotent-Replayed"),
        _OF_ITS_OWN.sub(r'"\1":"…"', answer.text),
    )


def ways(call: Call) -> Iterator[tuple[Call, dict[str, str]]]:
    """The call with a wrong body, of a version that is past, and as it should be."""
    if call.json is not None:
        yield replace(call, json={"no_such": 1}), {}
    if call.method in ("PATCH", "DELETE") or call.path.endswith("/restore"):
        yield call, {"If-Match": '"9"'}
    yield call, TOKEN


@pytest.mark.parametrize("call", CHANGING, ids=lambda call: f"{call.method} {call.path}")
async def test_a_dry_run_is_answered_as_the_call_and_does_nothing(
    client: httpx.AsyncClient, shared_world: World, shared_database: Database, me: Person, call: Call
) -> None:
    colleague = await shared_world.person(me.workspace_id)
    for asker, permission in ((colleague, "read"), (colleague, "admin"), (me, "admin")):
        key = await shared_world.key(asker, permission)
        ids = await shared_world.one_of_each(me)
        before = await dump(shared_database)
        dry = [
            await tried(each).send(client, key.headers | headers, ids)
            for each, headers in (*ways(call), (replace(call, path=call.path.replace(f"{{{call.target}}}", NEVER)), {}))
        ]
        assert await dump(shared_database) == before
        real = [await each.send(client, key.headers | headers, ids) for each, headers in ways(call)]
        assert [told(answer) for answer in dry[: len(real)]] == [told(answer) for answer in real]
        for answer in dry:
            # Before the permission is known to be enough, no parameter is looked at.
            assert answer.headers.get("Dry-Run") == ("true" if permission == "admin" else None)
            assert "Location" not in answer.headers
        assert not any("Dry-Run" in answer.headers for answer in real)


async def test_a_batch_is_tried_as_a_whole(
    client: httpx.AsyncClient, shared_world: World, shared_database: Database, me: Person
) -> None:
    """Each item finds what the ones before it did, and none of it is left."""
    member = await shared_world.person(me.workspace_id)
    key = await shared_world.key(member)
    mine, theirs = [str(await shared_world.contact(owner)) for owner in (member, me)]
    items: list[Any] = [
        {"id": mine, "last_name": "King"},
        {"email": "no address"},
        {"id": theirs, "last_name": "King"},
        {"id": NEVER},
        {"id": mine, "visibility": "private"},
        {"owner_id": NEVER},
        {"id": mine, "first_name": "Ada"},
        {"first_name": "Grace"},
    ]
    batch = replace(CONTACT, path="/v1/contacts/batch", json={"items": items})
    before = await dump(shared_database)
    dry = await tried(batch).send(client, key.headers | TOKEN, {})
    assert await dump(shared_database) == before
    assert dry.headers["Dry-Run"] == "true"
    real = await batch.send(client, key.headers | TOKEN, {})
    assert told(dry) == told(real)
    assert [each["status"] for each in real.json()["data"]] == [200, 422, 403, 404, 200, 422, 200, 201]
    assert real.json()["data"][6]["data"]["version"] == 4

    again = await tried(batch).send(client, key.headers | TOKEN, {})
    # What failed is tried anew, in what is there now.
    assert [each["status"] for each in again.json()["data"]] == [200, 422, 403, 404, 200, 422, 200, 201]
    assert again.json()["data"][7] == real.json()["data"][7]


async def test_a_token_is_looked_at_and_not_used_up(
    client: httpx.AsyncClient, shared_world: World, key: HeldKey, me: Person
) -> None:
    """A dry run of what was done is answered as its repetition would be; and of something else, refused as that."""
    token = key.headers | TOKEN
    for _ in range(2):
        assert "Idempotent-Replayed" not in (await tried(CONTACT).send(client, token, {})).headers
    first = await CONTACT.send(client, token, {})
    assert "Idempotent-Replayed" not in first.headers
    again = await tried(CONTACT).send(client, token, {})
    assert (again.headers["Idempotent-Replayed"], again.headers["Dry-Run"]) == ("true", "true")
    assert again.json() == first.json()
    other = await tried(replace(CONTACT, json={"first_name": "Grace"})).send(client, token, {})
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_mismatch")


@pytest.mark.parametrize("asked", ["dry_run=maybe", "dry_run=", "dry_run=true&dry_run=false", "dryrun=true"])
async def test_what_is_not_understood_is_not_done(
    client: httpx.AsyncClient, shared_database: Database, shared_world: World, me: Person, key: HeldKey, asked: str
) -> None:
    reader = await shared_world.key(me, "read")
    before = await dump(shared_database)
    bodies: dict[str, Any] = {"/v1/contacts": {}, "/v1/contacts/batch": {"items": [{}]}}
    for path, json in bodies.items():
        for headers, status in ((key.headers, 400), (reader.headers, 403), ({}, 401)):
            answer = await client.post(f"{path}?{asked}", headers=headers, json=json)
            assert answer.status_code == status
    assert await dump(shared_database) == before


async def test_reads_have_no_dry_run(client: httpx.AsyncClient, key: HeldKey) -> None:
    assert (await client.get("/v1/contacts?dry_run=true", headers=key.headers)).json()["code"] == "unknown_parameter"
