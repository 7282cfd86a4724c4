"""Batches: items run in order, each in its own transaction, and succeed or fail independently."""

from typing import Any

import httpx
import pytest

from sami.contacts.service import CONTACT_WRITER
from tests.backend.contacts.conftest import create
from tests.factories.world import Person, World

pytestmark = pytest.mark.one_app

BATCH = "/v1/contacts/batch"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"items": []}, "/items"),
        ({"items": [{}] * 101}, "/items"),
        ({"items": {}}, "/items"),
        ({}, "/items"),
        ([], ""),
        ({"items": [{}], "atomic": True}, "/atomic"),
    ],
)
async def test_a_batch_takes_one_to_a_hundred_items(api: httpx.AsyncClient, body: object, pointer: str) -> None:
    response = await api.post(BATCH, json=body)
    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, pointer)
    assert (await api.get("/v1/contacts/count")).json()["count"] == 0


async def test_a_batch_creates_a_hundred_items_in_order(api: httpx.AsyncClient) -> None:
    response = await api.post(BATCH, json={"items": [{"first_name": str(number)} for number in range(100)]})
    results = response.json()["data"]
    assert [(each["index"], each["status"], each["data"]["first_name"]) for each in results] == [
        (number, 201, str(number)) for number in range(100)
    ]


async def test_items_succeed_or_fail_independently(api: httpx.AsyncClient, world: World, me: Person) -> None:
    existing = await create(api, first_name="Ada", last_name="King")
    theirs = await world.contact(await world.person(me.workspace_id))
    items: list[Any] = [
        {"first_name": "New"},
        {"email": "no address"},
        {"id": existing["id"], "first_name": None},
        {"id": "01a20a7f-3b3e-77a3-97ae-3f04b0de7736"},
        {"id": None},
        {"id": str(theirs), "first_name": "Mine"},
        {"owner_id": "01a20a7f-3b3e-77a3-97ae-3f04b0de7736"},
        "text",
        None,
        {"id": existing["id"], "nickname": "A", "tags": [""]},
        {"id": existing["id"], "job_title": "Last"},
    ]
    response = await api.post(BATCH, json={"items": items})
    assert response.status_code == 200
    results = response.json()["data"]
    statuses = [201, 422, 200, 404, 404, 403, 422, 422, 422, 422, 200]
    assert [(each["index"], each["status"]) for each in results] == list(enumerate(statuses))
    assert all(("data" in each) == (each["status"] < 300) == ("error" not in each) for each in results)
    pointers = {
        each["index"]: [error["pointer"] for error in each["error"].get("errors", ())] for each in results[1::8]
    }
    assert pointers == {1: ["/items/1/email"], 9: ["/items/9/tags/0", "/items/9/nickname"]}
    assert [each["error"]["errors"][0]["pointer"] for each in results[6:9]] == [
        "/items/6/owner_id",
        "/items/7",
        "/items/8",
    ]
    assert {each["error"]["request_id"] for each in results if "error" in each} == {response.headers["Request-Id"]}
    changed = (await api.get(f"/v1/contacts/{existing['id']}")).json()
    assert (changed["first_name"], changed["last_name"], changed["job_title"]) == (None, "King", "Last")
    assert (await api.get("/v1/contacts/count")).json()["count"] == 3


async def test_permission_is_checked_for_each_item(client: httpx.AsyncClient, world: World, me: Person) -> None:
    contact, key = await world.contact(me), await world.key(me, "write")
    items = [{"id": str(contact), "visibility": "private"}, {"id": str(contact), "first_name": "Ada"}]
    response = await client.post(BATCH, headers=key.headers, json={"items": items})
    assert [each["status"] for each in response.json()["data"]] == [403, 200]
    assert response.json()["data"][0]["error"]["required"] == "admin"


async def test_a_key_revoked_during_a_batch_fails_the_remaining_items(
    client: httpx.AsyncClient, world: World, me: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, create_contact = await world.key(me), CONTACT_WRITER.create

    async def create_and_revoke(*arguments: Any, **more: Any) -> Any:
        contact = await create_contact(*arguments, **more)
        await world.revoke(key)
        return contact

    monkeypatch.setattr(CONTACT_WRITER, "create", create_and_revoke)
    response = await client.post(BATCH, headers=key.headers, json={"items": [{}, {}]})
    assert [each["status"] for each in response.json()["data"]] == [201, 401]
