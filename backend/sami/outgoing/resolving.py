"""What names lead to, as the system says, with its files and its servers.

It says so only to threads, and whose servers don't answer keeps one for long after nobody waits for it any more. So
there are many, which serve nothing else, and one name has one of them: whoever has webhooks at a name of theirs can't
keep others from having theirs looked up.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from sami.outgoing.addresses import Address, parse_address

#: The addresses of a host and port. Raises OSError.
Resolve = Callable[[str, int], Awaitable[Sequence[Address]]]

#: Names at a time. A thread is there when it is needed.
_NAMES = 128


class Resolver:
    """A `Resolve`. Each question is asked anew, unless it is being asked at this moment."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_NAMES, "name look-up")
        self._asked: dict[tuple[str, int], asyncio.Future[Sequence[Address]]] = {}

    async def __call__(self, host: str, port: int) -> Sequence[Address]:
        question = host, port
        answer = self._asked.get(question)
        if answer is None:
            answer = asyncio.get_running_loop().run_in_executor(self._threads, _look_up, host, port)
            self._asked[question] = answer
            answer.add_done_callback(lambda done: self._answered(question, done))
        # Whoever gives up doesn't give up for the others.
        return await asyncio.shield(answer)

    def _answered(self, question: tuple[str, int], answer: asyncio.Future[Sequence[Address]]) -> None:
        del self._asked[question]
        if not answer.cancelled():
            # Looked at, or it would be reported as a bug where nobody waits for it any more.
            answer.exception()

    def close(self) -> None:
        """Without waiting for those who don't answer."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _look_up(host: str, port: int) -> Sequence[Address]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [address for *_, where in found if (address := parse_address(str(where[0]))) is not None]
