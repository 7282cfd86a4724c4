"""Creates, lists and deletes webhooks. `tests/contract` checks the responses of every operation."""

import pytest

from sami.webhooks import service
from sami.webhooks.events import Event
from tests.backend.webhooks.conftest import Hooks


async def test_an_unknown_event_is_refused_with_a_list_of_all_events(hooks: Hooks) -> None:
    new = {"url": hooks.receiver.url, "events": ["contact.created", "contact.born"]}
    response = await hooks.api.post("/v1/webhooks", headers=hooks.key.headers, json=new)
    assert response.status_code == 422
    [error] = response.json()["errors"]
    assert (error["pointer"], error["code"]) == ("/events/1", "not_allowed")
    assert all(event in error["detail"] for event in Event)


@pytest.mark.parametrize("url", ["http://10.0.0.1/", "https://user@example.com/", "no url"])
async def test_a_url_that_is_not_allowed_is_refused_at_once(hooks: Hooks, url: str) -> None:
    new = {"url": url, "events": ["contact.created"]}
    response = await hooks.api.post("/v1/webhooks", headers=hooks.key.headers, json=new)
    assert response.status_code == 422
    assert [error["pointer"] for error in response.json()["errors"]] == ["/url"]


async def test_a_duplicate_subscription_is_refused_and_another_one_is_not(hooks: Hooks) -> None:
    first = await hooks.subscribe("contact.created", "deal.created", "contact.created")
    assert first["events"] == ["contact.created", "deal.created"]
    await hooks.subscribe("contact.created", "deal.created", path="?another")
    await hooks.subscribe("contact.created")
    same = {"url": hooks.receiver.url, "events": ["deal.created", "contact.created"]}
    response = await hooks.api.post("/v1/webhooks", headers=hooks.key.headers, json=same)
    assert (response.status_code, response.json()["ids"]) == (409, [first["id"]])
    await hooks.call("DELETE", f"/v1/webhooks/{first['id']}")
    assert (await hooks.subscribe("contact.created", "deal.created"))["id"] != first["id"]


@pytest.mark.parametrize("scope", ["key", "workspace"])
async def test_one_webhook_over_the_limit_is_refused(hooks: Hooks, monkeypatch: pytest.MonkeyPatch, scope: str) -> None:
    monkeypatch.setattr(service, f"MAX_PER_{scope.upper()}", 2)
    for number in range(2):
        await hooks.subscribe("contact.created", path=f"?{number}")
    new = {"url": hooks.receiver.url, "events": ["deal.created"]}
    for key in (hooks.key, await hooks.world.key(hooks.me)):
        response = await hooks.api.post("/v1/webhooks", headers=key.headers, json=new)
        if scope == "workspace" or key is hooks.key:
            assert (response.status_code, response.json()["code"]) == (409, "too_many_webhooks")
            assert f"A {scope} can have 2 webhooks" in response.json()["detail"]
        else:
            assert response.status_code == 201


async def test_a_key_sees_only_its_own_webhooks(hooks: Hooks) -> None:
    made = [await hooks.subscribe("contact.created", path=f"?{number}") for number in range(3)]
    page = await hooks.call("GET", "/v1/webhooks?limit=2")
    rest = await hooks.call("GET", f"/v1/webhooks?limit=2&cursor={page['next_cursor']}")
    listed = page["data"] + rest["data"]
    assert [webhook["id"] for webhook in listed] == [webhook["id"] for webhook in reversed(made)]
    assert (page["has_more"], rest["has_more"]) == (True, False)
    assert listed[0] == await hooks.call("GET", f"/v1/webhooks/{made[2]['id']}")
    other = await hooks.world.key(hooks.me)
    assert (await hooks.call("GET", "/v1/webhooks", key=other))["data"] == []


async def test_a_deleted_webhook_is_sent_nothing_more(hooks: Hooks) -> None:
    webhook, path = await hooks.subscribe("contact.created"), "/v1/webhooks"
    await hooks.new_contact()
    await hooks.call("DELETE", f"{path}/{webhook['id']}")
    await hooks.new_contact()
    assert await hooks.deliver(webhook) == []
    assert (await hooks.call("GET", path))["data"] == []
    again = await hooks.api.delete(f"{path}/{webhook['id']}", headers=hooks.key.headers)
    assert again.status_code == 404
