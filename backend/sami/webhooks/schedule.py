"""The schedule of retries after a failed delivery.

Retries are frequent at first, as most failures end within seconds, and then rarer, for a day. Each delay is up to a
fifth longer or shorter, at random, so that deliveries that failed together are not retried together.
"""

from datetime import timedelta

#: Counted from the change, or from the last redelivery.
GIVE_UP_AFTER = timedelta(hours=24)

#: In seconds. The last one repeats.
RETRY_DELAYS = (5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400)

#: The largest random change of a delay, as a share of it.
JITTER = 0.2

#: The longest delay, in seconds, that a receiver can ask for.
MAX_RETRY_AFTER = 3_600.0

#: A webhook ends when no delivery succeeds for this long.
MAX_FAILING = timedelta(days=3)


def retry_delay(tries: int, chance: float, retry_after: float | None = None) -> timedelta:
    """Returns the delay after the `tries`-th try failed. `chance` is a random number from 0 to 1.

    The delay is at least what the receiver asked for (`retry_after`, in seconds), up to `MAX_RETRY_AFTER`.
    """
    seconds = RETRY_DELAYS[min(tries, len(RETRY_DELAYS)) - 1] * (1 + JITTER * (2 * chance - 1))
    return timedelta(seconds=max(seconds, min(retry_after or 0.0, MAX_RETRY_AFTER)))
