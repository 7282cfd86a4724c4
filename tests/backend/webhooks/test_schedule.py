"""The delay of a retry: a function of the number of tries, of chance, and of the receiver's `Retry-After`."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from sami.webhooks.schedule import GIVE_UP_AFTER, JITTER, MAX_RETRY_AFTER, RETRY_DELAYS, retry_delay

tries = st.integers(1, 100)
chances = st.floats(0, 1)
retry_afters = st.none() | st.floats(0, 1e9)


@given(tries, chances, retry_afters)
def test_a_delay_is_near_its_usual_length_and_within_bounds(
    try_number: int, chance: float, retry_after: float | None
) -> None:
    seconds = retry_delay(try_number, chance, retry_after).total_seconds()
    usual = RETRY_DELAYS[min(try_number, len(RETRY_DELAYS)) - 1]
    least, most = usual * (1 - JITTER), usual * (1 + JITTER)
    assert least - 1e-3 <= seconds <= max(most, MAX_RETRY_AFTER) + 1e-3
    assert seconds >= min(retry_after or 0, MAX_RETRY_AFTER) - 1e-3


@given(tries, chances, chances)
def test_delays_grow(try_number: int, chance: float, other: float) -> None:
    assert retry_delay(try_number, chance) <= retry_delay(try_number + len(RETRY_DELAYS), other) or try_number >= len(
        RETRY_DELAYS
    )
    assert retry_delay(try_number, chance) <= retry_delay(try_number + 1, chance)


@given(st.lists(chances, min_size=40, max_size=40))
def test_a_day_has_about_ten_tries(chance: list[float]) -> None:
    moment, number = timedelta(0), 1
    while (moment := moment + retry_delay(number, chance[number])) < GIVE_UP_AFTER:
        number += 1
    assert 10 <= number <= 14
