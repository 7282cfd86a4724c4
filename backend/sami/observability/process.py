"""What concerns a process as a whole: its supervisor, and its memory."""

import asyncio
import gc
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


def set_up_for_good() -> None:
    """What is there by now stays to the end: routes, schemas, statements. Looking through it for garbage, again and
    again, would cost some calls tens of milliseconds. Once a process, so that what ended is not kept for ever in one
    that makes several applications, as tests do.
    """
    if gc.get_freeze_count() == 0:
        gc.collect()
        gc.freeze()
