"""Whether a window is quiet, or plain, beside the sound around it."""

from typing import TYPE_CHECKING

import numpy as np

from simulator.voice.level import Heard, Level

if TYPE_CHECKING:
    from simulator.voice.sound import Samples


def window(loud: float, seed: int = 0) -> "Samples":
    return (np.random.default_rng(seed).normal(0, 1, 512) * loud).astype(np.float32)


def heard(*loudness: float) -> list[Heard]:
    level = Level()
    return [level.of(window(loud, at)) for at, loud in enumerate(loudness)]


def test_silence_after_speech_is_quiet_in_a_quiet_room() -> None:
    assert heard(*[0.001] * 10, *[0.1] * 10, 0.001)[-1] is Heard.QUIET


def test_a_soft_ending_is_neither_quiet_nor_plain() -> None:
    assert heard(*[0.001] * 10, *[0.1] * 10, 0.008)[-1] is Heard.UNSURE


def test_a_first_word_is_plain_in_a_quiet_room() -> None:
    assert heard(*[0.001] * 10, 0.05)[-1] is Heard.PLAIN


def test_nothing_is_quiet_or_plain_in_a_noisy_room() -> None:
    told = heard(*[0.03] * 10, *[0.1] * 10, *[0.03] * 10)
    assert set(told) == {Heard.UNSURE}
