from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import asyncpg
import pytest

from tests.backend.change_feed.scenario import SESSIONS, Connection


@pytest.fixture
async def connections(module_database: str) -> AsyncIterator[list[Connection]]:
    """The connections of a scenario: one to observe, and one for each session."""
    async with AsyncExitStack() as stack:
        made = []
        for _ in range(SESSIONS + 1):
            made.append(await asyncpg.connect(module_database, server_settings={"deadlock_timeout": "10ms"}))
            stack.push_async_callback(made[-1].close)
        yield made
