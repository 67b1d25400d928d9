"""The voice detector: Silero's network on onnxruntime, stretch by stretch."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import VoiceError
from simulator.voice.activity import Activity, Sensitivity
from simulator.voice.events import Began, Ceased
from simulator.voice.level import Heard, Level
from simulator.voice.onnx import session
from simulator.voice.sound import RATE, Frame

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STRETCH = 512
"""Samples that the network takes at once: 32 ms."""
CONTEXT = 64
"""Samples before them that it sees again."""
HANG_S = 0.1
"""How much longer than the voice the network stays sure; measured on known ends of sentences."""

PLAIN_ODDS = 5.0
"""How much likelier a voice is when the sound is plain to hear.  The network doubts a voice without
its low tones, as a telephone gives it, and would miss a first word."""


class SileroNetwork:
    """The network; it holds no state of a call and may be shared by many."""

    def __init__(self, file: Path) -> None:
        self._session = session(file)

    def __call__(
        self, samples: "NDArray[np.float32]", state: "NDArray[np.float32]"
    ) -> "tuple[float, NDArray[np.float32]]":
        """Probability of a voice in the last ``STRETCH`` of the samples, and the state after it."""
        import numpy as np

        feed: Mapping[str, NDArray[np.generic]] = {
            "input": samples[None, :],
            "state": state,
            "sr": np.asarray(RATE, np.int64),
        }
        probability, after = self._session.run(None, feed)
        return float(probability[0, 0]), after


class SileroDetector:
    """Follows the voice of one call."""

    def __init__(self, network: SileroNetwork, sensitivity: Sensitivity | None = None) -> None:
        import numpy as np

        self._network = network
        self._activity = Activity(sensitivity)
        self._level = Level()
        self._state = np.zeros((2, 1, 128), np.float32)
        self._rest = np.zeros(CONTEXT, np.float32)
        self._rest_from_s: float | None = None

    def feed(self, frame: Frame) -> Sequence[Began | Ceased]:
        """What the frame tells, if anything.

        Raises:
            VoiceError: the network failed.
        """
        import numpy as np

        if self._rest_from_s is None:
            self._rest_from_s = frame.at_s
        self._rest = np.concatenate([self._rest, frame.samples])
        found = []
        while len(self._rest) >= CONTEXT + STRETCH:
            event = self._next(self._rest_from_s)
            self._rest_from_s += STRETCH / RATE
            found += [event] if event else []
        return found

    def _next(self, from_s: float) -> Began | Ceased | None:
        try:
            probability, self._state = self._network(self._rest[: CONTEXT + STRETCH], self._state)
        except Exception:  # onnxruntime's errors share no base but this
            raise VoiceError(
                "the voice detector failed", "run `simulator voice get`, then `simulator doctor`"
            ) from None
        heard = self._level.of(self._rest[CONTEXT : CONTEXT + STRETCH])
        self._rest = self._rest[STRETCH:]
        until_s = from_s + STRETCH / RATE
        if heard is Heard.QUIET:
            return self._activity.feed(from_s, until_s, 0.0)
        if heard is Heard.PLAIN:
            probability *= PLAIN_ODDS / (1 + (PLAIN_ODDS - 1) * probability)
        return self._activity.feed(from_s, until_s, probability, late_s=HANG_S)
