"""Messages: direction, time, long texts, and references to contacts and deals."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from tests.factories.world import Person, World


async def create(api: httpx.AsyncClient, **values: Any) -> dict[str, Any]:
    response = await api.post("/v1/messages", json={"channel": "note"} | values)
    assert response.status_code == 201, response.text
    created: dict[str, Any] = response.json()
    return created


@pytest.mark.parametrize("channel", ["email", "sms", "whatsapp", "call"])
async def test_all_messages_except_notes_need_a_direction(api: httpx.AsyncClient, channel: str) -> None:
    for body in ({"channel": channel}, {"channel": channel, "direction": None}):
        refused = await api.post("/v1/messages", json=body)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/direction")
    message = await create(api, channel=channel, direction="in")
    assert (await api.patch(f"/v1/messages/{message['id']}", json={"direction": None})).status_code == 422


async def test_a_note_needs_a_direction_to_change_its_channel(api: httpx.AsyncClient) -> None:
    path = f"/v1/messages/{(await create(api))['id']}"
    assert (await api.patch(path, json={"channel": "call"})).status_code == 422
    changed = (await api.patch(path, json={"channel": "call", "direction": "out"})).json()
    assert (changed["channel"], changed["direction"]) == ("call", "out")


async def test_a_long_text_keeps_its_line_breaks_and_tabs(api: httpx.AsyncClient) -> None:
    body = "Dear Ada,\n\n\tthank you. 🔑\r\n" + "é" * 19_970
    assert (await create(api, body=body))["body"] == body


@pytest.mark.parametrize(
    ("values", "pointer"),
    [
        ({"body": "x" * 20_001}, "/body"),
        ({"body": "a\0b"}, "/body"),
        ({"body": "a\x1bb"}, "/body"),
        ({"subject": "two\nlines"}, "/subject"),
        ({"subject": "x" * 201}, "/subject"),
        ({"channel": "fax"}, "/channel"),
        ({"channel": None}, "/channel"),
        ({"direction": "up"}, "/direction"),
        ({"occurred_at": "yesterday"}, "/occurred_at"),
        ({"occurred_at": "2026-01-01T00:00:00"}, "/occurred_at"),
        ({"occurred_at": "0001-01-01T00:00:00Z"}, "/occurred_at"),
        ({"occurred_at": "9999-12-31T23:59:59.999999Z"}, "/occurred_at"),
    ],
)
async def test_invalid_members_are_refused(api: httpx.AsyncClient, values: dict[str, Any], pointer: str) -> None:
    response = await api.post("/v1/messages", json={"channel": "note"} | values)
    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, pointer), response.text


async def test_occurred_at_is_now_by_default(api: httpx.AsyncClient) -> None:
    before = datetime.now(UTC)
    now = await create(api, occurred_at=None)
    assert before <= datetime.fromisoformat(now["occurred_at"]) <= datetime.now(UTC)
    then = await create(api, occurred_at="2026-01-01T02:00:00+02:00")
    assert then["occurred_at"] == "2026-01-01T00:00:00.000000Z"
    refused = await api.patch(f"/v1/messages/{now['id']}", json={"occurred_at": None})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/occurred_at")


async def test_filters_and_sorts(api: httpx.AsyncClient, shared_world: World, me: Person) -> None:
    contact = await shared_world.contact(me)
    old = await create(api, body="Hello", occurred_at="2026-01-01T00:00:00Z")
    new = await create(
        api,
        channel="email",
        direction="in",
        subject="Your quote",
        contact_id=str(contact),
        occurred_at="2026-01-02T00:00:00Z",
    )
    for query, wanted in (
        ("occurred_after=2026-01-01T00:00:00Z", [new]),
        ("occurred_before=2026-01-02T00:00:00Z", [old]),
        ("occurred_after=2026-01-01T00:00:00Z&occurred_before=2026-01-02T00:00:00Z", []),
        ("channel=email", [new]),
        ("direction=out", []),
        (f"contact_id={contact}", [new]),
        ("q=quote", [new]),
        ("q=hello", [old]),
        ("sort=occurred_at", [old, new]),
        ("sort=-occurred_at", [new, old]),
    ):
        assert (await api.get(f"/v1/messages?{query}")).json()["data"] == wanted, query


async def test_a_deal_that_the_caller_cannot_see_is_hidden(
    api: httpx.AsyncClient, shared_world: World, me: Person
) -> None:
    colleague = await shared_world.person(me.workspace_id)
    stage = await shared_world.stage(me.workspace_id, await shared_world.pipeline(me.workspace_id))
    hidden = await shared_world.deal(colleague, stage, "private")
    message = await shared_world.message(colleague, deal_id=hidden)
    shown = (await api.get(f"/v1/messages/{message}?expand=deal")).json()
    assert (shown["deal_id"], shown["deal"]) == (None, None)
    assert (await api.get(f"/v1/messages?deal_id={hidden}")).json()["data"] == []
    theirs = await shared_world.key(colleague)
    shown = (await api.get(f"/v1/messages/{message}?expand=deal", headers=theirs.headers)).json()
    assert (shown["deal_id"], shown["deal"]["id"]) == (str(hidden), str(hidden))
