"""Noise taken out of a stretch before it is recognised."""

from typing import TYPE_CHECKING

import numpy as np
import pytest

from simulator.voice.denoising import denoised
from simulator.voice.sound import RATE

if TYPE_CHECKING:
    from simulator.voice.sound import Samples

SYLLABLE = RATE // 5


def talk(seconds: int = 2) -> "Samples":
    """Tones with pauses between them, as long as syllables."""
    at_s = np.arange(seconds * RATE) / RATE
    on = (np.arange(len(at_s)) // SYLLABLE) % 2
    sound: Samples = (0.1 * on * np.sin(2 * np.pi * 700 * at_s)).astype(np.float32)
    return sound


def noise(loud: float, count: int) -> "Samples":
    return (np.random.default_rng(1).normal(0, 1, count) * loud).astype(np.float32)


def power(sound: "Samples", *, pauses: bool) -> float:
    inside = (np.arange(len(sound)) // SYLLABLE) % 2 == (0 if pauses else 1)
    return float(np.mean(sound[inside] ** 2))


def test_a_clean_stretch_is_left_as_it_is() -> None:
    sound = talk() + noise(3e-4, 2 * RATE)
    assert denoised(sound) is sound


def test_noise_is_turned_down_and_speech_is_not() -> None:
    sound = talk() + noise(0.02, 2 * RATE)
    cleaned = denoised(sound)
    assert power(cleaned, pauses=True) < 0.2 * power(sound, pauses=True)
    assert power(cleaned, pauses=False) > 0.8 * power(talk(), pauses=False)


@pytest.mark.parametrize("count", [1, 100, 1600, 16_001])
def test_a_stretch_keeps_its_length_and_place(count: int) -> None:
    sound = (talk() + noise(0.03, 2 * RATE))[:count]
    cleaned = denoised(sound)
    assert cleaned.shape == sound.shape
    assert cleaned.dtype == np.float32
    assert np.all(np.isfinite(cleaned))


def test_digital_silence_stays_silent() -> None:
    assert not denoised(np.zeros(RATE, np.float32)).any()
