"""Making, listing and ending webhooks. What every operation answers is in `tests/contract`."""

import pytest

from sami.webhooks import service
from sami.webhooks.events import Event
from tests.backend.webhooks.conftest import Hooks


async def test_an_event_that_there_is_not_is_refused_naming_those_that_there_are(hooks: Hooks) -> None:
    new = {"url": hooks.receiver.url, "events": ["contact.created", "contact.born"]}
    answer = await hooks.api.post("/v1/webhooks", headers=hooks.key.headers, json=new)
    assert answer.status_code == 422
    [error] = answer.json()["errors"]
    assert (error["pointer"], error["code"]) == ("/events/1", "not_allowed")
    assert all(event in error["detail"] for event in Event)


@pytest.mark.parametrize("url", ["http://10.0.0.1/", "https://user@example.com/", "no url"])
async def test_a_url_that_may_not_be_called_is_refused_at_once(hooks: Hooks, url: str) -> None:
    new = {"url": url, "events": ["contact.created"]}
    answer = await hooks.api.post("/v1/webhooks", headers=hooks.key.headers, json=new)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/url"]


async def test_the_same_again_is_refused_and_another_is_not(hooks: Hooks) -> None:
    first = await hooks.subscribe("contact.created", "deal.created", "contact.created")
    assert first["events"] == ["contact.created", "deal.created"]
    await hooks.subscribe("contact.created", "deal.created", path="?another")
    await hooks.subscribe("contact.created")
    same = {"url": hooks.receiver.url, "events": ["deal.created", "contact.created"]}
    answer = await hooks.api.post("/v1/webhooks", headers=hooks.key.headers, json=same)
    assert (answer.status_code, answer.json()["ids"]) == (409, [first["id"]])
    await hooks.call("DELETE", f"/v1/webhooks/{first['id']}")
    assert (await hooks.subscribe("contact.created", "deal.created"))["id"] != first["id"]


@pytest.mark.parametrize("whose", ["key", "workspace"])
async def test_one_more_than_there_can_be_is_refused(hooks: Hooks, monkeypatch: pytest.MonkeyPatch, whose: str) -> None:
    monkeypatch.setattr(service, f"MOST_OF_{whose.upper()}", 2)
    for number in range(2):
        await hooks.subscribe("contact.created", path=f"?{number}")
    new = {"url": hooks.receiver.url, "events": ["deal.created"]}
    for key in (hooks.key, await hooks.world.key(hooks.me)):
        answer = await hooks.api.post("/v1/webhooks", headers=key.headers, json=new)
        if whose == "workspace" or key is hooks.key:
            assert (answer.status_code, answer.json()["code"]) == (409, "too_many_webhooks")
            assert f"A {whose} has 2 at most" in answer.json()["detail"]
        else:
            assert answer.status_code == 201


async def test_a_key_sees_its_own_and_no_other_key_of_its_user_does(hooks: Hooks) -> None:
    made = [await hooks.subscribe("contact.created", path=f"?{number}") for number in range(3)]
    page = await hooks.call("GET", "/v1/webhooks?limit=2")
    rest = await hooks.call("GET", f"/v1/webhooks?limit=2&cursor={page['next_cursor']}")
    listed = page["data"] + rest["data"]
    assert [webhook["id"] for webhook in listed] == [webhook["id"] for webhook in reversed(made)]
    assert (page["has_more"], rest["has_more"]) == (True, False)
    assert listed[0] == await hooks.call("GET", f"/v1/webhooks/{made[2]['id']}")
    other = await hooks.world.key(hooks.me)
    assert (await hooks.call("GET", "/v1/webhooks", key=other))["data"] == []


async def test_one_that_was_deleted_is_sent_nothing_more(hooks: Hooks) -> None:
    webhook, path = await hooks.subscribe("contact.created"), "/v1/webhooks"
    await hooks.new_contact()
    await hooks.call("DELETE", f"{path}/{webhook['id']}")
    await hooks.new_contact()
    assert await hooks.deliver(webhook) == []
    assert (await hooks.call("GET", path))["data"] == []
    again = await hooks.api.delete(f"{path}/{webhook['id']}", headers=hooks.key.headers)
    assert again.status_code == 404
