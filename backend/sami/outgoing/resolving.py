"""Resolves names with the system's resolver, its files and its DNS servers.

A look-up blocks a thread. A name whose servers are silent keeps its thread long after all callers have given up. So
there are many threads, used for nothing else, and each name uses one at most: the owner of a silent name can't block
the look-ups of others (ADR 15).
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from sami.outgoing.addresses import Address, parse_address

#: Returns the addresses of a host and port. Raises OSError.
Resolve = Callable[[str, int], Awaitable[Sequence[Address]]]

#: The most names that are looked up at the same time. Threads are started as needed.
_MAX_LOOKUPS = 128


class Resolver:
    """A `Resolve` without a cache. Calls for the same name at the same time share one look-up."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_MAX_LOOKUPS, "name look-up")
        self._pending: dict[tuple[str, int], asyncio.Future[Sequence[Address]]] = {}

    async def __call__(self, host: str, port: int) -> Sequence[Address]:
        name = host, port
        lookup = self._pending.get(name)
        if lookup is None:
            lookup = asyncio.get_running_loop().run_in_executor(self._threads, _look_up, host, port)
            self._pending[name] = lookup
            lookup.add_done_callback(lambda done: self._finish(name, done))
        # A caller that gives up must not cancel the look-up for the others.
        return await asyncio.shield(lookup)

    def _finish(self, name: tuple[str, int], lookup: asyncio.Future[Sequence[Address]]) -> None:
        del self._pending[name]
        if not lookup.cancelled():
            # Retrieves the exception: asyncio would log it as a bug when no caller waits any more.
            lookup.exception()

    def close(self) -> None:
        """Stops the threads without waiting for running look-ups."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _look_up(host: str, port: int) -> Sequence[Address]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [address for *_, where in found if (address := parse_address(str(where[0]))) is not None]
