"""Whether a window is quiet beside the speech around it."""

from typing import TYPE_CHECKING

import numpy as np

from simulator.voice.level import Level

if TYPE_CHECKING:
    from simulator.voice.sound import Samples


def window(loud: float, seed: int = 0) -> "Samples":
    return (np.random.default_rng(seed).normal(0, 1, 512) * loud).astype(np.float32)


def quiet(*loudness: float) -> list[bool]:
    level = Level()
    return [level.is_quiet(window(loud, at)) for at, loud in enumerate(loudness)]


def test_silence_after_speech_is_quiet_in_a_quiet_room() -> None:
    assert quiet(*[0.001] * 10, *[0.1] * 10, 0.001)[-1]


def test_a_soft_ending_is_not_quiet() -> None:
    assert not quiet(*[0.001] * 10, *[0.1] * 10, 0.008)[-1]


def test_a_noisy_room_is_never_called_quiet() -> None:
    assert not any(quiet(*[0.03] * 10, *[0.1] * 10, *[0.03] * 10))
