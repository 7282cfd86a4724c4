"""When a delivery is tried again: a function of how often it was, of chance, and of what the receiver asks for."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from sami.webhooks.schedule import GIVE_UP_AFTER, JITTER, MAX_RETRY_AFTER, PAUSES, pause

tries = st.integers(1, 100)
chances = st.floats(0, 1)
asked = st.none() | st.floats(0, 1e9)


@given(tries, chances, asked)
def test_a_pause_is_about_as_long_as_it_should_be_and_never_longer_than_may_be(
    tried: int, chance: float, retry_after: float | None
) -> None:
    seconds = pause(tried, chance, retry_after).total_seconds()
    usual = PAUSES[min(tried, len(PAUSES)) - 1]
    least, most = usual * (1 - JITTER), usual * (1 + JITTER)
    assert least - 1e-3 <= seconds <= max(most, MAX_RETRY_AFTER) + 1e-3
    assert seconds >= min(retry_after or 0, MAX_RETRY_AFTER) - 1e-3


@given(tries, chances, chances)
def test_pauses_grow(tried: int, chance: float, other: float) -> None:
    assert pause(tried, chance) <= pause(tried + len(PAUSES), other) or tried >= len(PAUSES)
    assert pause(tried, chance) <= pause(tried + 1, chance)


@given(st.lists(chances, min_size=40, max_size=40))
def test_a_day_has_some_ten_tries(chance: list[float]) -> None:
    moment, number = timedelta(0), 1
    while (moment := moment + pause(number, chance[number])) < GIVE_UP_AFTER:
        number += 1
    assert 10 <= number <= 14
