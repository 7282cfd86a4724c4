"""The processes of a running service."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

from tests.fixtures.service import LiveService


def workers_of(service: LiveService) -> set[psutil.Process]:
    """Those that answer calls: they listen, which the supervisor's other children don't."""
    return {each for each in psutil.Process(service.process.pid).children() if _listens(each)}


async def replacements(service: LiveService, before: set[psutil.Process]) -> set[psutil.Process]:
    """Of the workers before, some were killed: waits until there are as many again, and returns the new ones."""
    while len(workers := workers_of(service)) < len(before):
        assert service.process.poll() is None, service.log
        await asyncio.sleep(0.05)
    return workers - before


@contextmanager
def alone(worker: psutil.Process, service: LiveService) -> Iterator[None]:
    """During the block, new connections lead to this worker: no other accepts any."""
    others = workers_of(service) - {worker}
    for other in others:
        other.suspend()
    try:
        yield
    finally:
        for other in others:
            other.resume()


def _listens(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE and bool(process.net_connections("tcp"))
    except psutil.NoSuchProcess:
        return False
