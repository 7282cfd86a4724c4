"""Webhooks end to end: a process that serves the API also runs the worker."""

import httpx

from sami.app import create_app
from tests.backend.webhooks.conftest import LOOPBACK
from tests.factories.world import World
from tests.fixtures.receiver import Receiver
from tests.fixtures.service import ORIGIN, settings_for


async def test_a_change_is_sent_by_the_worker(database_url: str, world: World, receiver: Receiver) -> None:
    app = create_app(settings_for(database_url, worker="embedded", webhook_networks=LOOPBACK))
    transport = httpx.ASGITransport(app)
    key = await world.key(await world.person(await world.workspace()), "write")
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers=key.headers) as api,
    ):
        new = {"url": receiver.url, "events": ["contact.created"]}
        secret = (await api.post("/v1/webhooks", json=new)).json()["secret"]
        contact = (await api.post("/v1/contacts", json={"last_name": "Müller"})).json()
        [received] = await receiver.first(1)
    received.verify(secret)
    assert received.json["data"] == contact
