"""Sound from one sample rate to another, whole or block by block."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.voice.sound import Samples


def resampled(samples: "Samples", from_rate: int, to_rate: int) -> "Samples":
    """The same sound at another rate."""
    import soxr

    if from_rate == to_rate or not len(samples):
        return samples
    found: Samples = soxr.resample(samples, from_rate, to_rate, quality="HQ")
    return found


class Resampler:
    """A stream of blocks; keeps what it needs of one for the next."""

    def __init__(self, from_rate: int, to_rate: int) -> None:
        import soxr

        same = from_rate == to_rate
        self._stream = None if same else soxr.ResampleStream(from_rate, to_rate, 1, "float32")

    def feed(self, samples: "Samples") -> "Samples":
        """The next block at the new rate; a little comes later than it went in."""
        if self._stream is None:
            return samples
        found: Samples = self._stream.resample_chunk(samples)
        return found

    def rest(self) -> "Samples":
        """What is still to come when no block follows."""
        import numpy as np

        nothing = np.zeros(0, np.float32)
        if self._stream is None:
            return nothing
        found: Samples = self._stream.resample_chunk(nothing, last=True)
        return found
