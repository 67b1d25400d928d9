"""What is but a sign of listening."""

import numpy as np
import pytest

from simulator.voice.interjection import is_back_channel, verdict
from simulator.voice.sound import RATE


@pytest.mark.parametrize(
    "text",
    [
        *("Mm-hm.", "Mhm", "Right.", "Right, right.", "Okay.", "Oh, okay.", "Uh-huh.", "I see."),
        *("Yeah.", "Yeah, yeah, of course.", "Oh!", "Fair enough.", "That makes sense.", "Ha ha."),
        *("Sure, I understand.", "Got it.", "", "Oh dear.", "Mama."),
    ],
)
def test_signs_of_listening(text: str) -> None:
    assert is_back_channel(text)


@pytest.mark.parametrize(
    "text",
    [
        *("Wait.", "No.", "Stop.", "Sorry, can I", "Right, but that isn't", "Yes, I have a"),
        *("I see a problem", "What?", "Hold on", "Okay so when", "Of course not", "Hello?"),
    ],
)
def test_words_that_want_the_floor(text: str) -> None:
    assert not is_back_channel(text)


@pytest.mark.parametrize("seconds", [0.1, 0.23])
def test_there_is_no_verdict_before_a_quarter_of_a_second(seconds: float) -> None:
    assert verdict(np.ones(round(seconds * RATE), np.float32)) == 0.0


def test_a_verdict_is_a_probability_whatever_is_heard() -> None:
    noise = np.random.default_rng(0).normal(0, 0.1, RATE).astype(np.float32)
    for sound in (noise, np.zeros_like(noise), noise[: RATE // 3], noise * 1e-6):
        assert 0 <= verdict(sound) <= 1
