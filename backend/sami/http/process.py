"""A worker process and the supervisor that started it."""

import asyncio
import multiprocessing
import os
import signal


def end_with_supervisor() -> None:
    """Ends this worker, properly, when its supervisor is gone: killed, it can't tell its workers, and they would go on
    serving at an address that the next start needs. Does nothing in a process that is no worker.
    """
    supervisor = multiprocessing.parent_process()
    if supervisor is not None:
        loop = asyncio.get_running_loop()
        gone = int(supervisor.sentinel)

        def end() -> None:
            loop.remove_reader(gone)
            os.kill(os.getpid(), signal.SIGTERM)

        loop.add_reader(gone, end)
