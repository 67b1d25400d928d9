"""Whether words are a whole turn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.voice.turn_text import finished

SURE, UNSURE = 0.9, 0.3


@pytest.mark.parametrize(
    ("whole", "broken_off"),
    [
        ("Could I ask you about the winter coats?", "Could I ask you about the"),
        ("I'll ring you back on Tuesday.", "I'll ring you back on"),
        ("What did the plumber say?", "What did the"),
        ("I'm sorry to hear about your mother.", "I'm sorry to hear about your"),
        ("We've moved the appointment to Friday.", "We've moved the appointment to Friday and"),
    ],
)
def test_a_whole_turn_is_likelier_than_one_broken_off(whole: str, broken_off: str) -> None:
    assert finished(whole, "", SURE) > finished(broken_off, "", SURE)


def test_melody_tips_the_scales() -> None:
    text = "We've moved the appointment to Friday."
    assert finished(text, "", SURE) > finished(text, "", UNSURE)


def test_a_filler_is_no_end() -> None:
    assert finished("I'd like to, um", "", SURE) < 0.2


@given(st.text(max_size=80), st.text(max_size=40), st.floats(0, 1))
def test_it_is_a_probability_whatever_is_said(text: str, last_words: str, hint: float) -> None:
    assert 0 <= finished(text, last_words, hint) <= 1
