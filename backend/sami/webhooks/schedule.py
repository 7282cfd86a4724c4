"""When a delivery that failed is tried again.

Often at first, as most failures are over in seconds; then ever more rarely, until a day is over. Each pause is made a
fifth longer or shorter at random, lest all that failed together come back together.
"""

from datetime import timedelta

#: From the change, or from when somebody asked for it once more.
GIVE_UP_AFTER = timedelta(hours=24)

#: Pauses in seconds; the last one is repeated.
PAUSES = (5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400)

#: Of a pause, what chance adds or takes.
JITTER = 0.2

#: A receiver may ask for as long a pause as this, and not for more.
MAX_RETRY_AFTER = 3_600.0

#: A webhook to which nothing could be delivered for so long is ended.
FAILING_FOR = timedelta(days=3)


def pause(tries: int, chance: float, retry_after: float | None = None) -> timedelta:
    """How long to wait after the `tries`-th try has failed; `chance` is from 0 to 1.

    At least as long as the receiver asked for (`retry_after`, in seconds), within bounds.
    """
    seconds = PAUSES[min(tries, len(PAUSES)) - 1] * (1 + JITTER * (2 * chance - 1))
    return timedelta(seconds=max(seconds, min(retry_after or 0.0, MAX_RETRY_AFTER)))
