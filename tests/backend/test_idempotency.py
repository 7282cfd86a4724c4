"""`Idempotency-Key`: a retried request acts once, whatever its kind, and its response is shown to nobody new."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from sami.db.database import Database
from sami.http.idempotency import Attempt
from tests.factories.world import HeldKey, Person, World
from tests.fixtures.calls import CALLS, Call
from tests.security.test_read_only import dump

CHANGING = [call for call in CALLS if call.changes]
#: Calls whose response is the record that they created or changed.
SHOWING = [
    call
    for call in CHANGING
    if call.method != "DELETE" and not any(part in call.path for part in ("batch", "/webhooks"))
]
#: Calls that create a record.
CREATING = [
    call
    for call in CHANGING
    if call.target in (None, "pipeline") and call.operation.startswith("create_") and "/webhooks" not in call.path
]
TOKEN = {"Idempotency-Key": "3f6c-once"}
OTHER = Call("create_contact", "POST", "/v1/contacts", "write", {"first_name": "Other"})


def each(calls: list[Call]) -> Callable[[Any], Any]:
    return pytest.mark.parametrize("call", calls, ids=lambda call: f"{call.method} {call.path}")


@pytest.fixture
def client(shared_client: httpx.AsyncClient) -> httpx.AsyncClient:
    return shared_client


@pytest.fixture
def database(shared_database: Database) -> Database:
    return shared_database


@pytest.fixture
def world(shared_world: World) -> World:
    return shared_world


@pytest.fixture
async def me(world: World) -> Person:
    return await world.person(await world.workspace(), role="admin")


@pytest.fixture
async def key(world: World, me: Person) -> HeldKey:
    return await world.key(me)


@pytest.fixture
async def ids(world: World, me: Person, key: HeldKey) -> dict[str, str]:
    return await world.one_of_each(me, key=key)


Ids = Mapping[str, str]


@each(CHANGING)
async def test_a_retry_gets_the_same_response_and_changes_nothing(
    client: httpx.AsyncClient, key: HeldKey, ids: Ids, database: Database, call: Call
) -> None:
    first = await call.send(client, key.headers | TOKEN, ids)
    assert first.is_success, first.text
    assert "Idempotent-Replayed" not in first.headers
    before = await dump(database)
    for _ in range(2):
        again = await call.send(client, key.headers | TOKEN, ids)
        assert again.headers["Idempotent-Replayed"] == "true"
        assert _comparable(again) == _comparable(first)
    assert await dump(database) == before


@each(CHANGING)
async def test_a_token_is_valid_for_one_request(
    client: httpx.AsyncClient, key: HeldKey, ids: Ids, database: Database, call: Call
) -> None:
    assert (await call.send(client, key.headers | TOKEN, ids)).is_success
    before = await dump(database)
    for other in (OTHER, *_variants(call)):
        response = await other.send(client, key.headers | TOKEN, ids)
        assert (response.status_code, response.json()["code"]) == (422, "idempotency_mismatch"), other
    assert await dump(database) == before


async def test_equal_json_in_another_form_is_the_same_request(client: httpx.AsyncClient, key: HeldKey) -> None:
    json = {"Content-Type": "application/json"}
    bodies = (b'{"first_name":"A","tags":[]}', b'{ "tags": [], "first_name": "\\u0041" }')
    responses = [await client.post("/v1/contacts", headers=key.headers | TOKEN | json, content=body) for body in bodies]
    assert [response.headers.get("Idempotent-Replayed") for response in responses] == [None, "true"]


@each(CHANGING)
async def test_a_failed_call_is_not_remembered(
    client: httpx.AsyncClient, key: HeldKey, ids: Ids, monkeypatch: pytest.MonkeyPatch, call: Call
) -> None:
    async def broken(_: AsyncSession) -> None:
        raise ConnectionResetError

    with monkeypatch.context() as patch:
        patch.setattr(AsyncSession, "commit", broken)
        assert (await call.send(client, key.headers | TOKEN, ids)).status_code == 503
    response = await call.send(client, key.headers | TOKEN, ids)
    assert response.is_success
    assert "Idempotent-Replayed" not in response.headers


@each(CHANGING)
async def test_a_change_that_cannot_be_remembered_is_not_made(
    client: httpx.AsyncClient,
    key: HeldKey,
    ids: Ids,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    call: Call,
) -> None:
    async def broken(*_: object) -> None:
        raise ConnectionResetError

    before = await dump(database)
    monkeypatch.setattr(Attempt, "remember", broken)
    await call.send(client, key.headers | TOKEN, ids)
    assert await dump(database) == before


@each([call for call in CREATING if "batch" in call.path])
async def test_a_batch_item_that_cannot_be_remembered_is_not_made(
    client: httpx.AsyncClient, key: HeldKey, ids: Ids, monkeypatch: pytest.MonkeyPatch, call: Call
) -> None:
    remember = Attempt.remember

    async def broken(attempt: Attempt, session: AsyncSession, *record_and_response: Any) -> None:
        if record_and_response:
            raise ConnectionResetError
        await remember(attempt, session)

    count = f"{call.path.format(**ids).removesuffix('/batch')}/count"
    before = (await client.get(count, headers=key.headers)).json()
    with monkeypatch.context() as patch:
        patch.setattr(Attempt, "remember", broken)
        response = await call.send(client, key.headers | TOKEN, ids)
    assert [result["status"] for result in response.json()["data"]] == [503]
    assert (await client.get(count, headers=key.headers)).json() == before
    again = await call.send(client, key.headers | TOKEN, ids)
    assert [result["status"] for result in again.json()["data"]] == [201]


async def test_a_refused_request_can_be_corrected_with_the_same_token(client: httpx.AsyncClient, key: HeldKey) -> None:
    wrong = {"owner_id": "00000000-0000-7000-8000-000000000000"}
    assert (await client.post("/v1/contacts", headers=key.headers | TOKEN, json=wrong)).status_code == 422
    assert (await client.post("/v1/contacts", headers=key.headers | TOKEN, json={})).status_code == 201


@each(CHANGING)
async def test_a_token_belongs_to_one_key(
    client: httpx.AsyncClient, world: World, me: Person, key: HeldKey, ids: Ids, call: Call
) -> None:
    other = await world.key(me)
    assert (await call.send(client, key.headers | TOKEN, ids)).is_success
    response = await call.send(client, other.headers | TOKEN, ids)
    assert "Idempotent-Replayed" not in response.headers
    # A deleted record can't be deleted again, and webhooks belong to the other key.
    assert response.is_success == (call.method != "DELETE" and call.target != "delivery")


@each(CHANGING)
async def test_a_dead_key_gets_no_replay(
    client: httpx.AsyncClient, world: World, key: HeldKey, ids: Ids, call: Call
) -> None:
    assert (await call.send(client, key.headers | TOKEN, ids)).is_success
    await world.revoke(key)
    response = await call.send(client, key.headers | TOKEN, ids)
    assert (response.status_code, response.json()["code"]) == (401, "key_revoked")


@each([call for call in SHOWING if not call.configuration])
async def test_a_retry_does_not_show_a_record_that_is_no_longer_visible(
    client: httpx.AsyncClient, world: World, database: Database, call: Call
) -> None:
    me = await world.person(await world.workspace())
    colleague = await world.person(me.workspace_id)
    key, ids = await world.key(me), await world.one_of_each(me)
    shown = (await call.send(client, key.headers | TOKEN, ids)).json()["id"]
    await _run(
        database,
        f"UPDATE {_table(call)} SET owner_id = :owner, visibility = 'private' WHERE id = :id",  # noqa: S608 - ours
        owner=colleague.id,
        id=shown,
    )
    response = await call.send(client, key.headers | TOKEN, ids)
    assert (response.status_code, response.json()["code"]) == (404, "not_found")


@each(SHOWING)
async def test_a_permanently_deleted_record_is_removed_from_stored_responses(
    client: httpx.AsyncClient, key: HeldKey, ids: Ids, database: Database, call: Call
) -> None:
    path = call.path.format(**ids).split("?")[0].removesuffix("/restore").removesuffix("/upsert")
    first = await call.send(client, key.headers | TOKEN, ids)
    shown = first.json()["id"]
    deletion = await client.delete(f"{path.removesuffix(f'/{shown}')}/{shown}?permanent=true", headers=key.headers)
    assert deletion.status_code == 204
    assert await _run(database, "SELECT answer FROM idempotency_keys WHERE resource_id = :id", id=shown) == [None]
    response = await call.send(client, key.headers | TOKEN, ids)
    assert (response.status_code, response.json()["code"]) == (404, "not_found")
    for other in _variants(call):
        assert (await other.send(client, key.headers | TOKEN, ids)).status_code == 422


@each(CHANGING)
async def test_a_token_expires_after_a_day(
    client: httpx.AsyncClient, key: HeldKey, ids: Ids, database: Database, call: Call
) -> None:
    await call.send(client, key.headers | TOKEN, ids)
    await _age(database, key, minutes=24 * 60 - 1)
    assert (await call.send(client, key.headers | TOKEN, ids)).headers["Idempotent-Replayed"] == "true"
    await _age(database, key, minutes=1)
    response = await call.send(client, key.headers | TOKEN, ids)
    assert "Idempotent-Replayed" not in response.headers
    # A deleted record can't be deleted again, and the webhook exists already.
    assert response.is_success == (call.method != "DELETE" and call.operation != "create_webhook")


async def test_a_token_reused_after_a_day_stands_for_its_latest_request(
    client: httpx.AsyncClient, key: HeldKey, database: Database
) -> None:
    """The expired entry has not been removed yet."""
    for name in ("Ada", "Grace"):
        contact, headers = {"first_name": name}, key.headers | TOKEN
        first, again = [await client.post("/v1/contacts", json=contact, headers=headers) for _ in range(2)]
        assert (first.status_code, first.json()["first_name"]) == (201, name)
        assert again.headers["Idempotent-Replayed"] == "true"
        assert again.content == first.content
        await _age(database, key, minutes=24 * 60)


@each(CREATING)
async def test_one_of_several_simultaneous_retries_acts(
    client: httpx.AsyncClient, key: HeldKey, ids: Ids, call: Call
) -> None:
    count = f"{call.path.format(**ids).removesuffix('/batch')}/count"
    before = (await client.get(count, headers=key.headers)).json()["count"]
    responses = await asyncio.gather(*(call.send(client, key.headers | TOKEN, ids) for _ in range(20)))
    good = [response for response in responses if response.is_success]
    errors = [response.json()["code"] for response in responses if not response.is_success]
    assert errors == ["idempotency_in_progress"] * (20 - len(good))
    assert len({_comparable(response) for response in good}) == 1
    assert len([response for response in good if "Idempotent-Replayed" not in response.headers]) == 1
    again = await call.send(client, key.headers | TOKEN, ids)
    assert (again.headers["Idempotent-Replayed"], _comparable(again)) == ("true", _comparable(good[0]))
    assert (await client.get(count, headers=key.headers)).json()["count"] == before + 1


async def test_a_retried_batch_shows_only_records_that_are_still_visible(
    client: httpx.AsyncClient, world: World, database: Database
) -> None:
    me = await world.person(await world.workspace())
    colleague, key = await world.person(me.workspace_id), await world.key(me)
    items = {"items": [{"first_name": name} for name in ("kept", "hidden", "gone")]}
    first = await client.post("/v1/contacts/batch", headers=key.headers | TOKEN, json=items)
    kept, hidden, gone = [result["data"]["id"] for result in first.json()["data"]]
    await _run(
        database,
        "UPDATE contacts SET owner_id = :owner, visibility = 'private' WHERE id = :id",
        owner=colleague.id,
        id=hidden,
    )
    await client.delete(f"/v1/contacts/{gone}?permanent=true", headers=key.headers)
    again = await client.post("/v1/contacts/batch", headers=key.headers | TOKEN, json=items)
    assert again.json()["data"][0] == first.json()["data"][0]
    assert again.json()["data"][0]["data"]["id"] == kept
    assert [result["status"] for result in again.json()["data"]] == [201, 404, 404]
    assert (await client.get("/v1/contacts/count", headers=key.headers)).json()["count"] == 1


async def test_a_retried_batch_tries_only_the_failed_items_again(
    client: httpx.AsyncClient, world: World, me: Person, key: HeldKey
) -> None:
    colleague = await world.person(me.workspace_id, active=False)
    items = {"items": [{"first_name": "Ada"}, {"owner_id": str(colleague.id)}, {"first_name": "Grace"}]}
    first = await client.post("/v1/contacts/batch", headers=key.headers | TOKEN, json=items)
    assert [result["status"] for result in first.json()["data"]] == [201, 422, 201]
    await world.reactivate(colleague)
    again = await client.post("/v1/contacts/batch", headers=key.headers | TOKEN, json=items)
    assert [result["status"] for result in again.json()["data"]] == [201, 201, 201]
    assert again.json()["data"][::2] == first.json()["data"][::2]
    assert "Idempotent-Replayed" not in again.headers
    assert (await client.get("/v1/contacts/count", headers=key.headers)).json()["count"] == 3


@pytest.mark.parametrize("content", [b"", b"{", b"no JSON", b"\xff", b"NaN"])
async def test_an_unexpected_body_is_part_of_the_request_but_not_an_error(
    client: httpx.AsyncClient, key: HeldKey, ids: Ids, content: bytes
) -> None:
    """Some clients send a body with a DELETE. It counts as part of the request."""
    path = f"/v1/contacts/{ids['contact']}"
    for _ in range(2):
        response = await client.request("DELETE", path, headers=key.headers | TOKEN, content=content)
        assert response.status_code == 204, response.text
    other = await client.request("DELETE", path, headers=key.headers | TOKEN, content=content + b"x")
    assert other.json()["code"] == "idempotency_mismatch"


@pytest.mark.parametrize("token", ["", " ", "a b", "é", "x" * 256])
async def test_a_token_must_be_visible_ascii(client: httpx.AsyncClient, key: HeldKey, token: str) -> None:
    headers = {**key.headers, "Idempotency-Key": token.encode()}
    response = await client.post("/v1/contacts", headers=headers, json={})  # type: ignore[arg-type]  # httpx takes bytes
    assert (response.status_code, response.json()["code"]) == (400, "invalid_parameter")


def _variants(call: Call) -> Iterator[Call]:
    """Yields the same call with another body, if it has one."""
    if call.json is None:
        return
    if "items" in call.json:
        yield replace(call, json={"items": call.json["items"] * 2})
    else:
        name = next(name for name in call.json if name not in ("channel", "kind"))
        yield replace(call, json=call.json | {name: f"x{call.json[name]}"})


def _comparable(response: httpx.Response) -> tuple[int, str | None, str | None, bytes]:
    return response.status_code, response.headers.get("ETag"), response.headers.get("Location"), response.content


def _table(call: Call) -> str:
    return call.path.split("/")[2]


async def _age(database: Database, key: HeldKey, *, minutes: int) -> None:
    """Makes the key's remembered requests this much older."""
    sql = "UPDATE idempotency_keys SET created_at = created_at - make_interval(mins => :minutes) WHERE scope_id = :key"
    await _run(database, sql, minutes=minutes, key=key.id)


async def _run(database: Database, sql: str, **parameters: Any) -> list[Any]:
    async with database.transaction() as session:
        result = await session.execute(text(sql), parameters)
        return list(result.scalars()) if sql.startswith("SELECT") else []
