"""Whether speech sounds finished where it stops."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.voice.mel import BANDS
from simulator.voice.melody import UNKNOWN, picture, sounds_finished
from simulator.voice.sound import RATE


def test_silence_says_nothing() -> None:
    assert sounds_finished(np.zeros(RATE, np.float32)) == UNKNOWN
    assert sounds_finished(np.zeros(0, np.float32)) == UNKNOWN


@pytest.mark.parametrize("hertz", [90, 130, 220])
def test_a_fall_in_pitch_is_seen_in_half_octaves(hertz: float) -> None:
    at = np.arange(RATE) / RATE
    level = np.where(at < 0.8, hertz, hertz * 2 ** (-4 / 12))
    tones = [np.sin(2 * np.pi * k * np.cumsum(level) / RATE) / k for k in (1, 2, 3, 4)]
    pitch = picture((0.1 * np.sum(tones, axis=0)).astype(np.float32))[:, BANDS]
    assert np.median(pitch[-60:-30]) == pytest.approx(0, abs=0.1)
    assert np.median(pitch[-10:-4]) == pytest.approx(-2 / 3, abs=0.1)


@given(st.integers(0, 1000), st.floats(0.05, 3.0), st.floats(1e-5, 1.0))
def test_it_is_a_probability_whatever_sounds(seed: int, seconds: float, loud: float) -> None:
    noise = np.random.default_rng(seed).normal(0, loud, round(seconds * RATE))
    assert 0 <= sounds_finished(noise.astype(np.float32)) <= 1
