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
"""Points of a line, in order: a probability that the turn is finished, and the seconds waited."""

WAITS: Mapping[Patience, Curve] = {
    Patience.USUAL: ((0.1, 1.6), (0.4, 1.2), (0.7, 0.62), (0.95, 0.4)),
    Patience.MORE: ((0.1, 2.4), (0.35, 1.5), (0.7, 1.0), (0.95, 0.7)),
    Patience.AMPLE: ((0.1, 3.5), (0.35, 2.5), (0.7, 1.8), (0.95, 1.4)),
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
