"""Set-up of a process as a whole: its supervisor and its garbage collector."""

import asyncio
import gc
import multiprocessing
import os
import signal


def exit_with_supervisor() -> None:
    """Makes this worker shut down cleanly when its supervisor is gone.

    A supervisor that is killed can't stop its workers, which would go on serving on the port that the next start needs.
    Does nothing in a process that isn't a worker.
    """
    supervisor = multiprocessing.parent_process()
    if supervisor is not None:
        loop = asyncio.get_running_loop()
        sentinel = int(supervisor.sentinel)

        def shut_down() -> None:
            loop.remove_reader(sentinel)
            os.kill(os.getpid(), signal.SIGTERM)

        loop.add_reader(sentinel, shut_down)


def freeze_startup_objects() -> None:
    """Excludes all objects that exist by now from garbage collection.

    Routes, schemas and statements stay until the process ends, and scanning them repeatedly would delay some calls by
    tens of milliseconds. Only the first call in a process has an effect, so that a process that creates several
    applications, as tests do, doesn't keep those that have ended.
    """
    if gc.get_freeze_count() == 0:
        gc.collect()
        gc.freeze()
