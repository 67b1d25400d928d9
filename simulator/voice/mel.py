"""Mel bands: how loud a sound is along the pitch scale of the ear, every 10 ms."""

import math
from functools import cache
from typing import TYPE_CHECKING

from simulator.voice.sound import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from simulator.voice.sound import Samples

HOP, WINDOW, BINS = 160, 400, 512
"""Samples from one frame to the next, and in a frame; points of its spectrum."""
BANDS, LOWEST_HZ, HIGHEST_HZ = 32, 80.0, 7600.0


def below_loudest(samples: "Samples", faint_db: float) -> "NDArray[np.floating]":
    """Decibels from 0 at the loudest down to ``-faint_db``, shape ``(frames, BANDS)``."""
    import numpy as np

    frames = np.lib.stride_tricks.sliding_window_view(samples, WINDOW)[::HOP]
    power = np.abs(np.fft.rfft(frames * np.hanning(WINDOW), BINS)) ** 2
    loud = 10 * np.log10(power @ _bands() + 1e-10)
    below: NDArray[np.floating] = np.maximum(loud - loud.max(), -faint_db)
    return below


@cache
def _bands() -> "NDArray[np.floating]":
    """Triangles evenly spaced in mels, shape ``(bins, BANDS)``."""
    import numpy as np

    mels = np.linspace(_mel(LOWEST_HZ), _mel(HIGHEST_HZ), BANDS + 2)
    edges = 700 * (np.exp(mels / 1127) - 1)
    hertz = np.fft.rfftfreq(BINS, 1 / RATE)[:, None]
    rising = (hertz - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - hertz) / (edges[2:] - edges[1:-1])
    triangles: NDArray[np.floating] = np.maximum(0, np.minimum(rising, falling))
    return triangles


def _mel(hertz: float) -> float:
    return 1127 * math.log(1 + hertz / 700)
