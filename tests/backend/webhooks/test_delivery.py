"""From a change to its message: what is sent to which webhooks, its signature, and when nothing is sent."""

import base64
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import asyncpg
import pytest
from standardwebhooks import WebhookVerificationError

from sami.auth.key_hash import Pepper, Peppers
from sami.webhooks.dispatch import dispatch
from tests.backend.webhooks.conftest import Hooks
from tests.fixtures.receiver import Received, Reply

ALL = [f"{kind}.{change}" for kind in ("contact", "deal", "message") for change in ("created", "updated", "deleted")]


async def test_a_message_has_the_record_as_get_returns_it(hooks: Hooks) -> None:
    webhook = await hooks.subscribe("contact.created", "contact.deleted", "contact.restored")
    contact = await hooks.new_contact(last_name="Müller", custom={"a": [1.50, None]})
    path = f"/v1/contacts/{contact['id']}"
    assert await hooks.deliver(webhook) == ["contact.created"]
    [created] = hooks.receiver.received
    created.verify(webhook["secret"])
    read = await hooks.api.get(path, headers=hooks.key.headers)
    assert created.body.endswith(f',"data":{read.text}}}')
    assert created.json["id"] == created.headers["webhook-id"]
    assert contact["created_at"] <= created.json["timestamp"]
    with pytest.raises(WebhookVerificationError):
        replace(created, body=created.body.replace("Müller", "Meier")).verify(webhook["secret"])

    await hooks.call("PATCH", path, {"last_name": "Meier"})
    await hooks.call("DELETE", path)
    assert await hooks.deliver(webhook) == ["contact.deleted"]
    deleted = hooks.receiver.received[-1]
    assert deleted.json["data"]["id"] == contact["id"]
    assert deleted.json["data"].keys() == {"id", "deleted_at"}
    await hooks.call("POST", f"{path}/restore")
    assert await hooks.deliver(webhook) == ["contact.restored"]
    assert hooks.receiver.received[-1].json["data"] == await hooks.call("GET", path)


async def test_a_deal_that_changes_its_stage_causes_two_events(hooks: Hooks) -> None:
    pipeline = await hooks.world.pipeline(hooks.me.workspace_id)
    stages = [await hooks.world.stage(hooks.me.workspace_id, pipeline, name) for name in ("In", "Out")]
    deal = await hooks.world.deal(hooks.me, stages[0])
    both = await hooks.subscribe("deal.updated", "deal.stage_changed")
    moves = await hooks.subscribe("deal.stage_changed")
    await hooks.call("PATCH", f"/v1/deals/{deal}", {"title": "Engine"})
    await hooks.call("PATCH", f"/v1/deals/{deal}", {"stage_id": str(stages[1])})
    assert await hooks.deliver(both) == ["deal.updated", "deal.stage_changed", "deal.updated"]
    assert await hooks.deliver(moves) == ["deal.stage_changed"]


async def test_each_change_is_sent_once_and_none_that_was_rolled_back(hooks: Hooks) -> None:
    webhook = await hooks.subscribe(*ALL)
    await hooks.new_contact()
    refused = {"items": [{"first_name": "Ada"}, {"no_such": 1}]}
    await hooks.call("POST", "/v1/contacts/batch", refused)
    assert await hooks.deliver(webhook) == ["contact.created"] * 2
    assert await hooks.deliver(webhook) == []


async def test_the_changes_of_a_record_are_sent_in_order_whenever_their_transactions_began(
    hooks: Hooks, module_database: str
) -> None:
    """The transaction that began first changes the record last. Another one, which began between the two, is still
    open: only the last change is behind its horizon.
    """
    webhook = await hooks.subscribe("contact.updated", "contact.created")
    record, other = await hooks.world.contact(hooks.me), await hooks.world.contact(hooks.me)
    assert len(await hooks.deliver(webhook)) == 2
    rename = "UPDATE contacts SET last_name = $1 WHERE id = $2"
    early, slow, quick = [await asyncpg.connect(module_database) for _ in range(3)]
    await early.execute("BEGIN; SELECT pg_current_xact_id()")
    await slow.execute("BEGIN")
    await slow.execute(rename, "slow", other)
    await quick.execute(rename, "first", record)
    await early.execute(rename, "second", record)
    await early.execute("COMMIT")
    await dispatch(hooks.database)
    queued = "SELECT event, record_id FROM webhook_deliveries WHERE workspace_id = :workspace AND settled_at IS NULL"
    assert [tuple(row) for row in await hooks.run(queued)] == [("contact.updated", record)] * 2
    await slow.execute("COMMIT")
    assert await hooks.deliver(webhook) == ["contact.updated"] * 3
    made = dict(map(tuple, await hooks.run("SELECT id::text, change_id FROM webhook_deliveries")))
    of_record = [each for each in hooks.receiver.received if each.json["data"]["id"] == str(record)]
    order = [made[received.headers["webhook-id"]] for received in of_record]
    assert len(order) == 3
    assert order == sorted(order)
    for connection in (early, slow, quick):
        await connection.close()


async def test_a_webhook_is_sent_what_is_committed_after_its_creation_and_nothing_before(
    hooks: Hooks, module_database: str
) -> None:
    await hooks.new_contact()
    contact = await hooks.world.contact(hooks.me)
    slow = await asyncpg.connect(module_database)
    await slow.execute("BEGIN")
    await slow.execute("UPDATE contacts SET last_name = 'slow' WHERE id = $1", contact)
    webhook = await hooks.subscribe("contact.created", "contact.updated")
    assert await hooks.deliver(webhook) == []
    await slow.execute("COMMIT")
    await slow.close()
    assert await hooks.deliver(webhook) == ["contact.updated"]


# Visibility and dead keys ---------------------------------------------------------------------------


async def revoke(hooks: Hooks) -> None:
    await hooks.world.revoke(hooks.key)


async def expire(hooks: Hooks) -> None:
    await hooks.world.expire(hooks.key)


async def deactivate(hooks: Hooks) -> None:
    await hooks.world.deactivate(hooks.me)


@pytest.mark.parametrize("death", [revoke, expire, deactivate])
async def test_a_key_that_dies_between_a_change_and_its_delivery_ends_the_webhook(
    hooks: Hooks, death: Callable[[Hooks], Awaitable[None]]
) -> None:
    webhook = await hooks.subscribe("contact.created")
    for _ in range(2):
        await hooks.new_contact()
    await dispatch(hooks.database)
    await death(hooks)
    assert await hooks.deliver(webhook) == []
    assert hooks.receiver.connections == 0
    ended = "SELECT ended_reason FROM webhooks WHERE workspace_id = :workspace"
    assert [row[0] for row in await hooks.run(ended)] == ["key_dead"]
    left = "SELECT outcome FROM webhook_deliveries WHERE workspace_id = :workspace"
    assert [row[0] for row in await hooks.run(left)] == ["webhook_ended"] * 2


async def test_a_record_that_the_user_does_not_see_is_neither_sent_nor_logged(hooks: Hooks) -> None:
    colleague = await hooks.world.person(hooks.me.workspace_id)
    webhook = await hooks.subscribe("contact.created", "contact.deleted")
    await hooks.world.contact(colleague, "private")
    lost = await hooks.world.contact(colleague, "workspace", first_name="Ada")
    gone = await hooks.world.contact(colleague, "private")
    await dispatch(hooks.database)
    await hooks.run("UPDATE contacts SET visibility = 'private' WHERE id = :id", id=lost)
    await hooks.run("UPDATE contacts SET deleted_at = now() WHERE id = :id", id=gone)
    seen = await hooks.world.contact(colleague, "workspace")
    assert await hooks.deliver(webhook) == ["contact.created"]
    assert hooks.receiver.received[0].json["data"]["id"] == str(seen)
    assert [delivery["record_id"] for delivery in await hooks.log(webhook)] == [str(seen)]


async def test_a_record_deleted_or_restored_before_delivery_is_sent_as_that(hooks: Hooks) -> None:
    webhook = await hooks.subscribe("contact.created", "contact.deleted", "contact.restored")
    contact = await hooks.new_contact()
    await hooks.call("DELETE", f"/v1/contacts/{contact['id']}")
    assert await hooks.deliver(webhook) == ["contact.deleted"]
    await hooks.call("POST", f"/v1/contacts/{contact['id']}/restore")
    await hooks.call("DELETE", f"/v1/contacts/{contact['id']}")
    await hooks.call("POST", f"/v1/contacts/{contact['id']}/restore")
    assert await hooks.deliver(webhook) == ["contact.restored"] * 2


# Replies of the receiver ----------------------------------------------------------------------------


def replies(status: int, **headers: str) -> Callable[[Received], Reply]:
    return lambda _: (status, headers)


@pytest.mark.parametrize("status", [301, 404, 500])
async def test_a_failed_message_is_retried_and_delays_only_its_record(hooks: Hooks, status: int) -> None:
    webhook = await hooks.subscribe("contact.created", "contact.updated")
    one = (await hooks.new_contact())["id"]
    hooks.receiver.reply = lambda received: (status if received.json["data"]["id"] == one else 200, {})
    await hooks.call("PATCH", f"/v1/contacts/{one}", {"first_name": "Ada"})
    other = (await hooks.new_contact())["id"]
    assert await hooks.deliver(webhook) == ["contact.created", "contact.created"]
    assert await hooks.deliver(webhook) == []
    failed = (await hooks.log(webhook))[-1]
    assert (failed["status"], failed["last_status"], failed["attempts"]) == ("pending", status, 1)
    assert failed["next_attempt_at"] > failed["attempted_at"]

    hooks.receiver.reply = replies(200)
    await hooks.pass_time(1)
    assert await hooks.deliver(webhook) == ["contact.created", "contact.updated"]
    sent = [(received.json["data"]["id"], received.type) for received in hooks.receiver.received]
    assert sent[2:] == [(one, "contact.created"), (one, "contact.updated")]
    assert {id for id, _ in sent[:2]} == {one, other}
    ids = [received.headers["webhook-id"] for received in hooks.receiver.received if received.json["data"]["id"] == one]
    assert ids[0] == ids[1] != ids[2]
    assert {delivery["status"] for delivery in await hooks.log(webhook)} == {"delivered"}


async def test_a_receivers_retry_after_is_respected(hooks: Hooks) -> None:
    webhook = await hooks.subscribe("contact.created")
    hooks.receiver.reply = lambda _: (503, {"Retry-After": "1800"})
    await hooks.new_contact()
    await hooks.deliver(webhook)
    await hooks.pass_time(0.4)
    assert await hooks.deliver(webhook) == []
    await hooks.pass_time(0.2)
    assert await hooks.deliver(webhook) == ["contact.created"]


async def test_after_a_day_a_message_is_given_up_and_can_be_redelivered(hooks: Hooks) -> None:
    webhook = await hooks.subscribe("contact.created", "contact.updated")
    hooks.receiver.reply = replies(500)
    contact = await hooks.new_contact()
    await hooks.call("PATCH", f"/v1/contacts/{contact['id']}", {"first_name": "Ada"})
    await hooks.deliver(webhook)
    await hooks.pass_time(25)
    await hooks.deliver(webhook)
    [updated, created] = await hooks.log(webhook)
    assert (created["status"], created["attempts"], created["next_attempt_at"]) == ("given_up", 2, None)
    assert (updated["status"], updated["attempts"]) == ("given_up", 1), "it has waited as long"

    hooks.receiver.reply = replies(200)
    redeliver = f"/v1/webhooks/{webhook['id']}/deliveries/{created['id']}/redeliver"
    for attempts in (3, 4):
        await hooks.call("POST", redeliver)
        assert await hooks.deliver(webhook) == ["contact.created"]
        assert hooks.receiver.received[-1].headers["webhook-id"] == created["id"]
        assert hooks.receiver.received[-1].json["data"]["first_name"] == "Ada", "as it is now"
        [delivered] = [each for each in await hooks.log(webhook) if each["id"] == created["id"]]
        assert (delivered["status"], delivered["attempts"]) == ("delivered", attempts)


async def test_gone_ends_the_webhook(hooks: Hooks) -> None:
    webhook = await hooks.subscribe("contact.created", "contact.updated")
    hooks.receiver.reply = replies(410)
    contact = await hooks.new_contact()
    await hooks.call("PATCH", f"/v1/contacts/{contact['id']}", {"first_name": "Ada"})
    assert await hooks.deliver(webhook) == ["contact.created"]
    await hooks.new_contact()
    assert await hooks.deliver(webhook) == []
    shown = await hooks.call("GET", f"/v1/webhooks/{webhook['id']}")
    assert (shown["ended_reason"], shown["ended_at"] is None) == ("gone", False)
    [delivery] = await hooks.log(webhook)
    assert (delivery["status"], delivery["last_status"]) == ("webhook_ended", 410)


async def test_a_webhook_that_fails_for_days_ends_unless_a_delivery_succeeds(hooks: Hooks) -> None:
    webhook = await hooks.subscribe("contact.created")

    async def a_day_later(status: int) -> Any:
        await hooks.pass_time(25)
        hooks.receiver.reply = replies(status)
        await hooks.new_contact()
        await hooks.deliver(webhook)
        return await hooks.call("GET", f"/v1/webhooks/{webhook['id']}")

    for status in (500, 500, 500, 200, 500, 500, 500):
        shown = await a_day_later(status)
        assert shown["ended_reason"] is None
        assert (shown["failing_since"] is None) == (status == 200)
    assert (await a_day_later(500))["ended_reason"] == "failing"


# Secrets --------------------------------------------------------------------------------------------


async def test_a_webhook_outlives_the_rotation_of_peppers(hooks: Hooks, peppers: Peppers) -> None:
    webhook = await hooks.subscribe("contact.created")
    newer = Pepper("newer", b"n" * 32)
    await hooks.new_contact()
    assert await hooks.deliver(webhook, replace(hooks.deliverer, peppers=Peppers([newer]))) == []
    assert await hooks.log(webhook) == [], "the webhook's pepper is missing"
    await hooks.pass_time(1)
    both = replace(hooks.deliverer, peppers=Peppers([newer, peppers.newest]))
    assert await hooks.deliver(webhook, both) == ["contact.created"]
    hooks.receiver.received[0].verify(webhook["secret"])


async def test_the_secret_is_nowhere_in_the_database(hooks: Hooks, module_database: str) -> None:
    new = {"url": hooks.receiver.url, "events": ["contact.created"]}
    headers = hooks.key.headers | {"Idempotency-Key": "once"}
    first, again = [await hooks.api.post("/v1/webhooks", headers=headers, json=new) for _ in range(2)]
    assert again.headers["Idempotent-Replayed"] == "true"
    assert (first.status_code, first.content) == (again.status_code, again.content)
    secret = first.json()["secret"].removeprefix("whsec_")
    assert len(base64.b64decode(secret)) == 32
    connection = await asyncpg.connect(module_database)
    for table in ("webhooks", "webhook_deliveries", "idempotency_keys"):
        rows = [row[0] for row in await connection.fetch(f"SELECT t::text FROM {table} t")]  # noqa: S608 - ours
        assert not any(secret in row or base64.b64decode(secret).hex() in row for row in rows)
    await connection.close()
    listed = await hooks.api.get("/v1/webhooks", headers=hooks.key.headers)
    assert secret not in listed.text
