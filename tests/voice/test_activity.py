"""The smoothing of a voice detector's judgements."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from simulator.voice.activity import Activity, Sensitivity
from simulator.voice.events import Began, Ceased

WINDOW_S = 0.032
KNOBS = Sensitivity()


def events(probabilities: Sequence[float]) -> list[Began | Ceased]:
    activity, told = Activity(KNOBS), []
    for number, probability in enumerate(probabilities):
        from_s = number * WINDOW_S
        event = activity.feed(from_s, from_s + WINDOW_S, probability)
        told += [event] if event else []
    return told


def test_a_voice_begins_and_ceases_where_it_truly_does() -> None:
    began, ceased = events([0.0] * 10 + [0.9] * 5 + [0.0] * 10)
    assert isinstance(began, Began)
    assert isinstance(ceased, Ceased)
    assert abs(began.at_s - (10 * WINDOW_S - KNOBS.look_back_s)) < 1e-9
    assert abs(ceased.at_s - 15 * WINDOW_S) < 1e-9


def test_a_click_is_no_voice() -> None:
    assert events([0.0] * 5 + [0.9] + [0.0] * 5) == []


def test_a_stop_inside_a_word_does_not_end_it() -> None:
    assert len(events([0.9] * 10 + [0.0, 0.0] + [0.9] * 10)) == 1


def test_silence_is_told_within_a_tenth_of_a_second() -> None:
    assert len(events([0.9] * 10 + [0.0] * 3)) == 2
    assert 3 * WINDOW_S <= 0.1


@given(st.lists(st.floats(0, 1), max_size=300))
def test_a_voice_begins_and_ceases_by_turns_and_in_order(probabilities: list[float]) -> None:
    told = events(probabilities)
    assert all(isinstance(one, Ceased) == bool(at % 2) for at, one in enumerate(told))
    times = [one.at_s for one in told]
    assert times == sorted(times)
    assert all(0 <= at_s <= len(probabilities) * WINDOW_S for at_s in times)
