"""What goes on after its call was answered: few at a time, all of it, whatever becomes of each."""

import asyncio

from structlog.testing import capture_logs

from sami import afterwards
from sami.afterwards import Afterwards


async def test_all_of_it_is_done_before_the_process_ends() -> None:
    done = []
    go_on = asyncio.Event()

    async def work(number: int) -> None:
        await go_on.wait()
        done.append(number)

    async with Afterwards.running() as own:
        for number in range(5):
            own.do(work(number))
        asyncio.get_running_loop().call_soon(go_on.set)
    assert done == [0, 1, 2, 3, 4]


async def test_no_more_of_it_runs_at_a_time_than_connections_can_be_spared() -> None:
    running, most = 0, 0

    async def work() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1

    async with Afterwards.running() as own:
        for _ in range(5):
            own.do(work())
    assert most == afterwards._AT_ONCE


async def test_a_failure_is_logged_and_stops_nothing_else() -> None:
    done = []

    async def fail() -> None:
        raise RuntimeError("a bug")

    async def work() -> None:
        done.append(True)

    with capture_logs() as lines:
        async with Afterwards.running() as own:
            own.do(fail())
            own.do(work())
    assert done == [True]
    assert [(line["log_level"], line["cause"]) for line in lines] == [("error", "RuntimeError: a bug")]
