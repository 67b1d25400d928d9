"""The last minute of the trainee's sound, to be cut out by the clock."""

from collections import deque
from typing import TYPE_CHECKING

from simulator.voice.sound import FRAME_S, RATE, Frame

if TYPE_CHECKING:
    from simulator.voice.sound import Samples

KEPT_S = 60.0
"""Seconds that are kept: twice what a recogniser takes at once."""


class Track:
    """Frames in order; the oldest go as new ones come, so that a long call doesn't grow."""

    def __init__(self) -> None:
        self._frames: deque[Frame] = deque(maxlen=round(KEPT_S / FRAME_S))

    @property
    def now_s(self) -> float:
        """Where the sound has come to on the audio clock."""
        return self._frames[-1].at_s + FRAME_S if self._frames else 0.0

    def add(self, frame: Frame) -> None:
        """Put a frame behind the others."""
        self._frames.append(frame)

    def between(self, from_s: float, until_s: float) -> "Samples":
        """The sound between two times, as far as it is still kept."""
        import numpy as np

        if not self._frames:
            return np.zeros(0, np.float32)
        begins_s = self._frames[0].at_s
        first = max(0, int((from_s - begins_s) / FRAME_S))
        last = max(first, int((until_s - begins_s) / FRAME_S) + 1)
        wanted = [self._frames[at] for at in range(first, min(last, len(self._frames)))]
        if not wanted:
            return np.zeros(0, np.float32)
        joined = np.concatenate([frame.samples for frame in wanted])
        skip = max(0, round((from_s - wanted[0].at_s) * RATE))
        return joined[skip : skip + max(0, round((until_s - from_s) * RATE))]
