"""The clock of a typed call."""

import pytest

from simulator.clock import VirtualClock
from simulator.errors import UsageError
from simulator.practice.timing import GAP_S, SILENCE_S, CallTime

SIXTEEN = "word " * 16


def test_a_turn_costs_the_time_it_takes_to_say() -> None:
    time = CallTime(VirtualClock())
    assert time.trainee(SIXTEEN, None, None) == (GAP_S, GAP_S + 6.0)


def test_slow_typing_costs_a_quarter_of_its_time() -> None:
    clock = VirtualClock()
    time = CallTime(clock)
    clock.advance(40.0)
    assert time.running() == 10.0
    assert time.trainee(SIXTEEN, None, None) == (GAP_S, GAP_S + 10.0)


def test_her_words_cost_her_own_rate_and_start_the_typing_anew() -> None:
    clock = VirtualClock()
    time = CallTime(clock)
    clock.advance(40.0)
    time.trainee(SIXTEEN, None, None)
    assert time.persona(time.next_start(), SIXTEEN, 120) == pytest.approx(11.2 + 8.0)
    assert time.running() == time.at_s


def test_a_silence_costs_three_seconds() -> None:
    start, end = CallTime(VirtualClock()).trainee("", None, None)
    assert end - start == pytest.approx(SILENCE_S)


def test_given_timestamps_win() -> None:
    time = CallTime(VirtualClock())
    assert time.trainee(SIXTEEN, 20.0, 21.5) == (20.0, 21.5)
    assert time.trainee(SIXTEEN, 30.0, None) == (30.0, 36.0)


def test_a_turn_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(UsageError, match="can't end"):
        CallTime(VirtualClock()).trainee("x", 5.0, 4.0)
