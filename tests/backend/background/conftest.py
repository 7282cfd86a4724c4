from collections.abc import AsyncIterator, Iterator

import pytest

from tests.backend.background.queue import Queue
from tests.fixtures.outage import Server, own_server


@pytest.fixture
async def queue(database_url: str) -> AsyncIterator[Queue]:
    async with Queue.at(database_url) as queue:
        yield queue


@pytest.fixture
def server() -> Iterator[Server]:
    with own_server() as server:
        yield server
