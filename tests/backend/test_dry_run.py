"""`dry_run=true` on changes: the response is that of the real call, and nothing has changed (ADR 17)."""

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
UNKNOWN_ID = "01a20a7f-3b3e-77a3-97ae-3f04b0de7736"
TOKEN = {"Idempotency-Key": "dry-run-first"}
CONTACT = Call("create_contact", "POST", "/v1/contacts", "write", {"first_name": "Ada"})

#: The members that differ between two runs of the same call.
_DIFFERING = re.compile(r'"(id|created_at|updated_at|closed_at|occurred_at|request_id|secret)":"[^"]*"')


@pytest.fixture
def client(shared_client: httpx.AsyncClient) -> httpx.AsyncClient:
    return shared_client


@pytest.fixture
async def me(shared_world: World) -> Person:
    return await shared_world.person(await shared_world.workspace(), role="admin")


@pytest.fixture
async def key(shared_world: World, me: Person) -> HeldKey:
    return await shared_world.key(me)


def dry_run(call: Call) -> Call:
    return replace(call, path=f"{call.path}{'&' if '?' in call.path else '?'}dry_run=true")


def comparable(response: httpx.Response) -> tuple[int, str | None, str | None, str]:
    headers = response.headers
    return (
        response.status_code,
        headers.get("ETag"),
        headers.get("Idempotent-Replayed"),
        _DIFFERING.sub(r'"\1":"…"', response.text),
    )


def variants(call: Call) -> Iterator[tuple[Call, dict[str, str]]]:
    """Yields the call with an invalid body, with an outdated version, and as it should be."""
    if call.json is not None:
        yield replace(call, json={"no_such": 1}), {}
    if call.method in ("PATCH", "DELETE") or call.path.endswith("/restore"):
        yield call, {"If-Match": '"9"'}
    yield call, TOKEN


@pytest.mark.parametrize("call", CHANGING, ids=lambda call: f"{call.method} {call.path}")
async def test_a_dry_run_gets_the_calls_response_and_changes_nothing(
    client: httpx.AsyncClient, shared_world: World, shared_database: Database, me: Person, call: Call
) -> None:
    colleague = await shared_world.person(me.workspace_id)
    for caller, permission in ((colleague, "read"), (colleague, "admin"), (me, "admin")):
        key = await shared_world.key(caller, permission)
        ids = await shared_world.one_of_each(me)
        before = await dump(shared_database)
        dry = [
            await dry_run(each).send(client, key.headers | headers, ids)
            for each, headers in (
                *variants(call),
                (replace(call, path=call.path.replace(f"{{{call.target}}}", UNKNOWN_ID)), {}),
            )
        ]
        assert await dump(shared_database) == before
        real = [await each.send(client, key.headers | headers, ids) for each, headers in variants(call)]
        assert [comparable(response) for response in dry[: len(real)]] == [comparable(response) for response in real]
        for response in dry:
            # Parameters are read only after the permission check.
            assert response.headers.get("Dry-Run") == ("true" if permission == "admin" else None)
            assert "Location" not in response.headers
        assert not any("Dry-Run" in response.headers for response in real)


async def test_a_dry_run_of_a_batch_runs_the_items_together(
    client: httpx.AsyncClient, shared_world: World, shared_database: Database, me: Person
) -> None:
    """Each item sees what the items before it did, and none of it stays."""
    member = await shared_world.person(me.workspace_id)
    key = await shared_world.key(member)
    mine, theirs = [str(await shared_world.contact(owner)) for owner in (member, me)]
    items: list[Any] = [
        {"id": mine, "last_name": "King"},
        {"email": "no address"},
        {"id": theirs, "last_name": "King"},
        {"id": UNKNOWN_ID},
        {"id": mine, "visibility": "private"},
        {"owner_id": UNKNOWN_ID},
        {"id": mine, "first_name": "Ada"},
        {"first_name": "Grace"},
    ]
    batch = replace(CONTACT, path="/v1/contacts/batch", json={"items": items})
    before = await dump(shared_database)
    dry = await dry_run(batch).send(client, key.headers | TOKEN, {})
    assert await dump(shared_database) == before
    assert dry.headers["Dry-Run"] == "true"
    real = await batch.send(client, key.headers | TOKEN, {})
    assert comparable(dry) == comparable(real)
    assert [each["status"] for each in real.json()["data"]] == [200, 422, 403, 404, 200, 422, 200, 201]
    assert real.json()["data"][6]["data"]["version"] == 4

    again = await dry_run(batch).send(client, key.headers | TOKEN, {})
    # The failed items are tried again, on the current records.
    assert [each["status"] for each in again.json()["data"]] == [200, 422, 403, 404, 200, 422, 200, 201]
    assert again.json()["data"][7] == real.json()["data"][7]


async def test_a_dry_run_checks_a_token_without_using_it(
    client: httpx.AsyncClient, shared_world: World, key: HeldKey, me: Person
) -> None:
    """A dry run of a request that was made gets a retry's response; of another request, a retry's error."""
    token = key.headers | TOKEN
    for _ in range(2):
        assert "Idempotent-Replayed" not in (await dry_run(CONTACT).send(client, token, {})).headers
    first = await CONTACT.send(client, token, {})
    assert "Idempotent-Replayed" not in first.headers
    again = await dry_run(CONTACT).send(client, token, {})
    assert (again.headers["Idempotent-Replayed"], again.headers["Dry-Run"]) == ("true", "true")
    assert again.json() == first.json()
    other = await dry_run(replace(CONTACT, json={"first_name": "Grace"})).send(client, token, {})
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_mismatch")


@pytest.mark.parametrize("query", ["dry_run=maybe", "dry_run=", "dry_run=true&dry_run=false", "dryrun=true"])
async def test_an_invalid_dry_run_parameter_prevents_the_change(
    client: httpx.AsyncClient, shared_database: Database, shared_world: World, me: Person, key: HeldKey, query: str
) -> None:
    reader = await shared_world.key(me, "read")
    before = await dump(shared_database)
    bodies: dict[str, Any] = {"/v1/contacts": {}, "/v1/contacts/batch": {"items": [{}]}}
    for path, json in bodies.items():
        for headers, status in ((key.headers, 400), (reader.headers, 403), ({}, 401)):
            response = await client.post(f"{path}?{query}", headers=headers, json=json)
            assert response.status_code == status
    assert await dump(shared_database) == before


async def test_reads_have_no_dry_run(client: httpx.AsyncClient, key: HeldKey) -> None:
    assert (await client.get("/v1/contacts?dry_run=true", headers=key.headers)).json()["code"] == "unknown_parameter"
