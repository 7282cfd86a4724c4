"""A service that works in the background too, and somebody who listens to it."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from sami.app import create_app
from tests.fixtures.receiver import Receiver
from tests.fixtures.service import ORIGIN, settings_for


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with Receiver.listening() as receiver:
        yield receiver


@pytest.fixture
async def app(database_url: str) -> AsyncIterator[FastAPI]:
    app = create_app(settings_for(database_url, worker="inside", webhook_networks="127.0.0.0/8"))
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
        yield client
