"""What goes on when its call has been answered."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, Self

import structlog

from sami.db.failures import in_a_line

log = structlog.get_logger()

#: Each may hold one of the connections that calls need.
_AT_ONCE = 2


class Afterwards:
    """One per process, which does not end before all of it is done. Not for what must survive the process's being
    killed: that is a job (`sami.background`).
    """

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()
        self._turns = asyncio.Semaphore(_AT_ONCE)

    @classmethod
    @asynccontextmanager
    async def running(cls) -> AsyncIterator[Self]:
        own = cls()
        try:
            yield own
        finally:
            await own.done()

    def do(self, work: Coroutine[Any, Any, None]) -> None:
        """A failure is logged: there is nobody left to tell."""
        task = asyncio.create_task(self._in_turn(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def done(self) -> None:
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _in_turn(self, work: Coroutine[Any, Any, None]) -> None:
        async with self._turns:
            try:
                await work
            except Exception as failure:
                log.exception("failed after its call was answered", cause=in_a_line(failure))
