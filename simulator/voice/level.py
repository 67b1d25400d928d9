"""Whether a window of sound is quiet, or plain to hear, beside the sound around it."""

from collections import deque
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.voice.sound import Samples

REMEMBERED = 94
"""Windows of 32 ms, 3 s in all, whose quietest is taken for the noise of the room."""
CLEAR_DB = 20.0
"""How far speech must stand above the noise before its level says where it ends."""
ABOVE_NOISE_DB = 6.0
"""What is less than this above the noise is noise."""
BELOW_SPEECH_DB = 32.0
"""What is more than this below the loudest speech is breath, or the room answering."""
PLAIN_DB = 20.0
"""How far a sound must stand above the noise, and may stand below the loudest, to be plain."""
PIECES = 4
"""Pieces of a window; the loudest counts, so that a burst at its edge isn't missed."""
FAINTEST = 1e-5
"""Root mean square that stands for digital silence: -100 dB of full scale."""


class Heard(Enum):
    """What the level of a window says of it."""

    QUIET = auto()
    """No speech."""
    PLAIN = auto()
    """A sound close to the microphone, speech or not, in a room without noise."""
    UNSURE = auto()


class Level:
    """Follows the loudness of one microphone, window by window."""

    def __init__(self) -> None:
        self._levels: deque[float] = deque(maxlen=REMEMBERED)

    def of(self, window: "Samples") -> Heard:
        """What the next window is; in a noisy room that can't be told."""
        level = _decibels(window)
        self._levels.append(level)
        noise, loudest = min(self._levels), max(self._levels)
        if loudest - noise < CLEAR_DB:
            return Heard.UNSURE
        if level < max(noise + ABOVE_NOISE_DB, loudest - BELOW_SPEECH_DB):
            return Heard.QUIET
        plain = min(level - noise, level - loudest + 2 * PLAIN_DB) >= PLAIN_DB
        return Heard.PLAIN if plain else Heard.UNSURE


def _decibels(window: "Samples") -> float:
    import numpy as np

    pieces = window[: len(window) // PIECES * PIECES].reshape(PIECES, -1)
    loudest = float(np.sqrt(np.mean(pieces**2, axis=1)).max())
    return 20 * float(np.log10(max(loudest, FAINTEST)))
