"""Mel bands: the pitch scale of the ear, as triangles over a spectrum."""

import math
from functools import cache
from typing import TYPE_CHECKING

from simulator.voice.sound import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@cache
def bands(count: int, lowest_hz: float, highest_hz: float, points: int) -> "NDArray[np.floating]":
    """Triangles evenly spaced in mels, shape ``(bins, count)``, for a spectrum of ``points``."""
    import numpy as np

    mels = np.linspace(_mel(lowest_hz), _mel(highest_hz), count + 2)
    edges = 700 * (np.exp(mels / 1127) - 1)
    hertz = np.fft.rfftfreq(points, 1 / RATE)[:, None]
    rising = (hertz - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - hertz) / (edges[2:] - edges[1:-1])
    triangles: NDArray[np.floating] = np.maximum(0, np.minimum(rising, falling))
    return triangles


def _mel(hertz: float) -> float:
    return 1127 * math.log(1 + hertz / 700)
