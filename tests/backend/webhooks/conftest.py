"""Fixtures that drive webhooks step by step, without a worker. `test_worker.py` has the worker, and `tests/faults` its
failures.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from sami.app import create_app
from sami.auth.key_hash import Peppers
from sami.db.database import Database
from sami.outgoing.sending import Sender
from sami.webhooks.delivering import Deliverer
from sami.webhooks.dispatch import dispatch, due
from tests.factories.world import HeldKey, Person, World
from tests.fixtures.receiver import Receiver
from tests.fixtures.service import ORIGIN, settings_for

LOOPBACK = "127.0.0.0/8"


@pytest.fixture(scope="module")
async def shared_client(module_database: str) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(settings_for(module_database, webhook_networks=LOOPBACK))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client,
    ):
        yield client


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with Receiver.listening() as receiver:
        yield receiver


@dataclass
class Hooks:
    """A user with a write key, and a receiver for the webhooks that the user creates."""

    api: httpx.AsyncClient
    database: Database
    world: World
    me: Person
    key: HeldKey
    receiver: Receiver
    deliverer: Deliverer

    async def call(self, method: str, path: str, json: Any = None, key: HeldKey | None = None) -> Any:
        """Makes a call that has to succeed, and returns the response's JSON."""
        response = await self.api.request(method, path, headers=(key or self.key).headers, json=json)
        assert response.is_success, response.text
        return response.json() if response.content else None

    async def subscribe(self, *events: str, path: str = "") -> Any:
        return await self.call("POST", "/v1/webhooks", {"url": self.receiver.url + path, "events": events})

    async def new_contact(self, **values: Any) -> Any:
        return await self.call("POST", "/v1/contacts", values)

    async def deliver(self, webhook: Any, deliverer: Deliverer | None = None) -> list[str]:
        """Delivers everything that is due now, and returns the types of the sent messages."""
        before = len(self.receiver.received)
        await dispatch(self.database)
        while (self.me.workspace_id, UUID(webhook["id"])) in await due(self.database):
            await (deliverer or self.deliverer).deliver(self.me.workspace_id, UUID(webhook["id"]))
        return [received.type for received in self.receiver.received[before:]]

    async def log(self, webhook: Any) -> list[Any]:
        """Returns the webhook's deliveries, newest first."""
        page = await self.call("GET", f"/v1/webhooks/{webhook['id']}/deliveries")
        return list(page["data"])

    async def pass_time(self, hours: float) -> None:
        """Moves the queue's times back, as if its messages had waited that much longer."""
        await self.run(
            "UPDATE webhook_deliveries SET due_at = due_at - make_interval(secs => :seconds),"
            " queued_at = queued_at - make_interval(secs => :seconds) WHERE workspace_id = :workspace",
            seconds=hours * 3600,
        )
        await self.run(
            "UPDATE webhooks SET failing_since = failing_since - make_interval(secs => :seconds)"
            " WHERE workspace_id = :workspace",
            seconds=hours * 3600,
        )

    async def run(self, sql: str, **parameters: Any) -> list[Any]:
        async with self.database.transaction() as session:
            result = await session.execute(text(sql), {"workspace": self.me.workspace_id, **parameters})
            return list(result) if result.returns_rows else []  # type: ignore[attr-defined]  # of any cursor


@pytest.fixture
async def hooks(
    shared_client: httpx.AsyncClient,
    shared_database: Database,
    shared_world: World,
    receiver: Receiver,
    peppers: Peppers,
) -> AsyncIterator[Hooks]:
    me = await shared_world.person(await shared_world.workspace())
    key = await shared_world.key(me)
    async with Sender.open(settings_for("", webhook_networks=LOOPBACK).webhook_rules().reachable) as sender:
        deliverer = Deliverer(shared_database, sender, peppers, asyncio.Event())
        yield Hooks(shared_client, shared_database, shared_world, me, key, receiver, deliverer)
