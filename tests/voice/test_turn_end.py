"""How long a pause must be before she answers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from simulator.voice.turn_end import Patience, SpokenTurnEnd, wait_s

CHANCES = st.floats(0, 1)


@given(CHANCES, CHANCES, st.sampled_from(Patience))
def test_the_surer_the_end_the_shorter_the_wait(
    one: float, other: float, granted: Patience
) -> None:
    low, high = sorted((one, other))
    assert wait_s(low, granted) >= wait_s(high, granted)


@given(CHANCES)
def test_who_grieves_is_given_more_time(finished: float) -> None:
    waits = [wait_s(finished, granted) for granted in Patience]
    assert waits == sorted(waits)
    assert 0.2 < waits[0] < waits[-1] < 5


def test_what_hangs_in_the_air_is_waited_for() -> None:
    judge = SpokenTurnEnd()
    hanging = ("I was wondering if", "It's about the", "Well, um,", "And the reason I'm calling is")
    whole = ("Could I have half a minute?", "What would you like to know?")
    longest = max(judge.wait_s(0.9, text, "") for text in whole)
    assert all(judge.wait_s(0.9, text, "") > longest for text in hanging)


def test_silence_hints_at_nothing() -> None:
    assert SpokenTurnEnd().hint(np.zeros(16_000, np.float32)) == 0.5
