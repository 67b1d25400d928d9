"""Sound as it travels through the house: frames from a microphone, speech for a loudspeaker."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]
    """Mono samples, -1 to 1, shape ``(n,)``."""

RATE = 16_000
"""Samples a second of all that is heard: what recogniser and voice detector were made for."""
FRAME_S = 0.02
"""Seconds in a frame; WebRTC and telephony use the same."""
FRAME = int(RATE * FRAME_S)
"""Samples in a frame."""


class Frame(NamedTuple):
    """A frame from a microphone."""

    samples: "Samples"
    """``FRAME`` samples at ``RATE``."""
    at_s: float
    """Where its first sample stands on the call's audio clock, in seconds from the first ring."""


class SpokenWord(NamedTuple):
    """A word and its place in a piece of speech."""

    text: str
    start_s: float
    """Seconds from the start of the piece."""
    end_s: float


class Speech(NamedTuple):
    """A spoken piece of text, ready for a loudspeaker."""

    samples: "Samples"
    rate: int
    """Samples a second."""
    words: tuple[SpokenWord, ...]
    """Every word of the text, in order; together they read as the text does."""

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.samples) / self.rate

    def words_within(self, seconds: float) -> int:
        """How many words were at least half said when it was cut off after ``seconds``."""
        return sum((word.start_s + word.end_s) / 2 <= seconds for word in self.words)
