"""The end of a turn: how long a pause must be, after these words and this melody."""

from collections.abc import Mapping
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from simulator.voice.melody import sounds_finished
from simulator.voice.turn_text import finished

if TYPE_CHECKING:
    from simulator.voice.sound import Samples


class Patience(StrEnum):
    """How much thinking time she grants."""

    USUAL = "usual"
    MORE = "more"
    AMPLE = "ample"


Curve = tuple[tuple[float, float], ...]
"""Points of a line, in order: a probability that the turn is finished, and the seconds waited.

What surely hangs in the air is waited for; what is likelier finished than not is answered at once;
a whole sentence that may go on gets the time that a breath takes.
"""

WAITS: Mapping[Patience, Curve] = {
    Patience.USUAL: ((0.06, 1.9), (0.14, 0.9), (0.5, 0.9), (0.6, 0.38)),
    Patience.MORE: ((0.06, 2.6), (0.14, 1.7), (0.45, 1.2), (0.62, 0.7)),
    Patience.AMPLE: ((0.06, 3.5), (0.14, 2.7), (0.45, 2.4), (0.8, 2.0)),
}


def wait_s(finished: float, patience: Patience) -> float:
    """Seconds of silence after which a turn that is ``finished`` with this probability is over."""
    points = WAITS[patience]
    if finished <= points[0][0]:
        return points[0][1]
    for (low, longer), (high, shorter) in pairwise(points):
        if finished <= high:
            return longer + (shorter - longer) * (finished - low) / (high - low)
    return points[-1][1]


class SpokenTurnEnd:
    """Weighs the words and the melody before the pause; see ``kit.TurnEnd``."""

    def __init__(self, patience: Patience = Patience.USUAL) -> None:
        self._patience = patience

    def hint(self, samples: "Samples") -> float:
        """Probability, from the sound alone, that the turn is finished."""
        return sounds_finished(samples)

    def wait_s(self, hint: float, text: str, last_words: str) -> float:
        """Seconds of silence after which the turn is over."""
        return wait_s(finished(text, last_words, hint), self._patience)
