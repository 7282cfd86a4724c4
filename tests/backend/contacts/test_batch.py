"""Batches: each item stands for itself, in order, in a transaction of its own."""

from typing import Any

import httpx
import pytest

from sami.contacts.service import CONTACT_WRITER
from tests.backend.contacts.conftest import create
from tests.factories.world import Person, World

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
async def test_one_to_a_hundred_items(api: httpx.AsyncClient, body: object, pointer: str) -> None:
    answer = await api.post(BATCH, json=body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
    assert (await api.get("/v1/contacts/count")).json()["count"] == 0


async def test_a_hundred_items(api: httpx.AsyncClient) -> None:
    answer = await api.post(BATCH, json={"items": [{"first_name": str(number)} for number in range(100)]})
    results = answer.json()["data"]
    assert [(each["index"], each["status"], each["data"]["first_name"]) for each in results] == [
        (number, 201, str(number)) for number in range(100)
    ]


async def test_each_item_is_answered_for_itself(api: httpx.AsyncClient, world: World, me: Person) -> None:
    there = await create(api, first_name="Ada", last_name="King")
    theirs = await world.contact(await world.person(me.workspace_id))
    items: list[Any] = [
        {"first_name": "New"},
        {"email": "no address"},
        {"id": there["id"], "first_name": None},
        {"id": "01a20a7f-3b3e-77a3-97ae-3f04b0de7736"},
        {"id": None},
        {"id": str(theirs), "first_name": "Mine"},
        {"owner_id": "01a20a7f-3b3e-77a3-97ae-3f04b0de7736"},
        "text",
        None,
        {"id": there["id"], "nickname": "A", "tags": [""]},
        {"id": there["id"], "job_title": "Last"},
    ]
    answer = await api.post(BATCH, json={"items": items})
    assert answer.status_code == 200
    results = answer.json()["data"]
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
    assert {each["error"]["request_id"] for each in results if "error" in each} == {answer.headers["Request-Id"]}
    changed = (await api.get(f"/v1/contacts/{there['id']}")).json()
    assert (changed["first_name"], changed["last_name"], changed["job_title"]) == (None, "King", "Last")
    assert (await api.get("/v1/contacts/count")).json()["count"] == 3


async def test_what_an_item_needs_is_asked_of_the_item(client: httpx.AsyncClient, world: World, me: Person) -> None:
    contact, key = await world.contact(me), await world.key(me, "write")
    items = [{"id": str(contact), "visibility": "private"}, {"id": str(contact), "first_name": "Ada"}]
    answer = await client.post(BATCH, headers=key.headers, json={"items": items})
    assert [each["status"] for each in answer.json()["data"]] == [403, 200]
    assert answer.json()["data"][0]["error"]["required"] == "admin"


async def test_a_key_that_dies_in_the_middle_ends_what_it_can_do(
    client: httpx.AsyncClient, world: World, me: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, made = await world.key(me), CONTACT_WRITER.create

    async def revoking(*arguments: Any, **more: Any) -> Any:
        stored = await made(*arguments, **more)
        await world.revoke(key)
        return stored

    monkeypatch.setattr(CONTACT_WRITER, "create", revoking)
    answer = await client.post(BATCH, headers=key.headers, json={"items": [{}, {}]})
    assert [each["status"] for each in answer.json()["data"]] == [201, 401]
