"""From a change to its message: what is sent, to whom, signed how, and when not."""

import httpx

from tests.factories.world import World
from tests.fixtures.receiver import Receiver


async def test_a_change_is_sent_as_the_record_is_read(
    client: httpx.AsyncClient, world: World, receiver: Receiver
) -> None:
    me = await world.person(await world.workspace())
    headers = (await world.key(me, "write")).headers
    answer = await client.post(
        "/v1/webhooks", headers=headers, json={"url": receiver.url, "events": ["contact.created", "contact.deleted"]}
    )
    assert answer.status_code == 201, answer.text
    webhook = answer.json()
    contact = (await client.post("/v1/contacts", headers=headers, json={"last_name": "Müller"})).json()
    [created] = await receiver.first(1)
    created.verify(webhook["secret"])
    assert created.type == "contact.created"
    assert created.json["data"] == contact
    await client.patch(f"/v1/contacts/{contact['id']}", headers=headers, json={"last_name": "Meier"})
    await client.delete(f"/v1/contacts/{contact['id']}", headers=headers)
    _, deleted = await receiver.first(2)
    deleted.verify(webhook["secret"])
    assert deleted.json["data"].keys() == {"id", "deleted_at"}
