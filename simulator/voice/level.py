"""Whether a window of sound is quiet beside the speech around it; tells sooner than a network."""

from collections import deque
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
PIECES = 4
"""Pieces of a window; the loudest counts, so that a burst at its edge isn't missed."""
FAINTEST = 1e-5
"""Root mean square that stands for digital silence: -100 dB of full scale."""


class Level:
    """Follows the loudness of one microphone, window by window."""

    def __init__(self) -> None:
        self._levels: deque[float] = deque(maxlen=REMEMBERED)

    def is_quiet(self, window: "Samples") -> bool:
        """Whether the next window is clearly no speech; never sure of it in a noisy room."""
        level = _decibels(window)
        self._levels.append(level)
        noise, speech = min(self._levels), max(self._levels)
        if speech - noise < CLEAR_DB:
            return False
        return level < max(noise + ABOVE_NOISE_DB, speech - BELOW_SPEECH_DB)


def _decibels(window: "Samples") -> float:
    import numpy as np

    pieces = window[: len(window) // PIECES * PIECES].reshape(PIECES, -1)
    loudest = float(np.sqrt(np.mean(pieces**2, axis=1)).max())
    return 20 * float(np.log10(max(loudest, FAINTEST)))
